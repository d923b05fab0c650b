package org.segmentattribution.hub;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.function.LongConsumer;

/** Decides where the body of an answer goes. */
interface AnswerTarget {
  /** Most bytes of a JSON answer. */
  int MOST_JSON = 16 << 20;

  /** Most bytes that are looked at of an answer that is an error or a redirect. */
  int MOST_TEXT = 16 << 10;

  /** Keeps bodies in memory. */
  AnswerTarget MEMORY =
      (head, own, received) ->
          head.statusCode() / 100 == 2 ? HubBody.whole(MOST_JSON) : HubBody.beginning(MOST_TEXT);

  /**
   * Chooses the receiver of a body.
   *
   * @param own whether the answer is of the endpoint's own host
   * @param received to be called with the number of bytes of each part
   */
  BodySubscriber<byte[]> body(ResponseInfo head, boolean own, LongConsumer received);

  /** Ends the call; nothing may be written after this. */
  default void end() {}
}
