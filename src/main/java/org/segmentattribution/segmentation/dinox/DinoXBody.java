package org.segmentattribution.segmentation.dinox;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Receives the bytes of a reply, up to a limit. */
final class DinoXBody implements BodySubscriber<byte[]> {
  /** Says that more was sent than is allowed. */
  static final class TooLarge extends IOException {
    private TooLarge() {
      super("the reply is too large");
    }
  }

  private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
  private long left;
  private Subscription subscription;

  DinoXBody(long most) {
    left = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return bytes.getBody();
  }

  @Override
  public void onSubscribe(Subscription received) {
    subscription = received;
    bytes.onSubscribe(received);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    boolean isOver = left < 0;
    for (ByteBuffer buffer : buffers) {
      left -= buffer.remaining();
    }
    if (left >= 0) {
      bytes.onNext(buffers);
    } else if (!isOver) {
      subscription.cancel();
      bytes.onError(new TooLarge());
    }
  }

  @Override
  public void onError(Throwable failure) {
    bytes.onError(failure);
  }

  @Override
  public void onComplete() {
    bytes.onComplete();
  }
}
