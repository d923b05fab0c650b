package org.segmentattribution.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.segmentattribution.api.RunFailed;

/**
 * Single calls over HTTP with their redirects. The only class that writes the token anywhere, and
 * only to the endpoint's own host.
 */
final class HubHttp {
  /** Nanoseconds after which it is seen that an answer has begun. */
  private static final long LOOK_AGAIN = 50_000_000;

  private static final int MOST_REDIRECTS = 5;
  private static final int WHOLE = 200;

  // redirects are followed here, where it is known who may get the token
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(15))
          .build();

  private final HubEndpoint endpoint;
  private final HubToken token;
  private final HubTiming timing;

  HubHttp(HubEndpoint endpoint, HubToken token, HubTiming timing) {
    this.endpoint = endpoint;
    this.token = token;
    this.timing = timing;
  }

  HubEndpoint endpoint() {
    return endpoint;
  }

  HubToken token() {
    return token;
  }

  /**
   * Sends a request, and again where the answer names another address.
   *
   * @param method GET or HEAD; a HEAD is not sent on to other hosts
   * @param from first byte that is wanted
   * @param target takes the answer
   * @throws HubTransient where the call may be repeated
   */
  HubReply send(String method, URI first, long from, AnswerTarget target) throws IOException {
    FileFacts facts = FileFacts.NONE;
    URI at = first;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at)
              .header("Accept-Encoding", "identity")
              .header("User-Agent", "sat")
              .method(method, HttpRequest.BodyPublishers.noBody());
      if (from > 0) {
        request.header("Range", "bytes=" + from + "-");
      }
      boolean own = endpoint.owns(at);
      if (own && token.isThere()) {
        request.header("Authorization", token.header());
      }
      HttpResponse<byte[]> response = answer(request.build(), target, own);
      String location = response.headers().firstValue("Location").orElse("");
      boolean redirects = response.statusCode() / 100 == 3 && !location.isEmpty();
      if (own) {
        facts = facts.or(FileFacts.of(response.headers(), response.statusCode() == WHOLE));
      }
      if (!redirects) {
        return new HubReply(response.statusCode(), facts, response.headers(), response.body());
      }
      URI next = Redirect.to(at, location);
      if (method.equals("HEAD") && !endpoint.owns(next)) {
        return new HubReply(200, facts, response.headers(), new byte[0]);
      }
      at = next;
    }
    throw new RunFailed(
        endpoint + " redirects more than " + MOST_REDIRECTS + " times: " + first.getPath());
  }

  private HttpResponse<byte[]> answer(HttpRequest request, AnswerTarget target, boolean own)
      throws IOException {
    AtomicBoolean begun = new AtomicBoolean();
    AtomicLong received = new AtomicLong();
    BodyHandler<byte[]> handler =
        head -> {
          begun.set(true);
          return target.body(head, own, received::addAndGet);
        };
    CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, handler);
    try {
      return await(sent, begun, received);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailed("interrupted; what was fetched is kept: run it again", e);
    } finally {
      sent.cancel(true);
      target.end();
    }
  }

  /** Waits for the end of an answer; one that does not begin, or stops on its way, is given up. */
  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> sent, AtomicBoolean begun, AtomicLong received)
      throws ExecutionException, InterruptedException, HubTransient {
    long since = System.nanoTime();
    long seen = 0;
    boolean answered = false;
    for (; ; ) {
      if (begun.get() && !answered) {
        answered = true;
        since = System.nanoTime();
      }
      long most = (answered ? timing.window() : timing.answer()).toNanos();
      long left = Math.min(LOOK_AGAIN, most - (System.nanoTime() - since));
      try {
        return sent.get(Math.max(1, left), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (answered != begun.get() || System.nanoTime() - since < most) {
          continue;
        }
        if (!answered) {
          throw new HubTransient(
              "no answer in " + timing.answer().toSeconds() + " s", Duration.ZERO);
        }
        if (received.get() - seen < timing.leastBytes()) {
          throw new HubTransient("the answer has stopped on its way", Duration.ZERO);
        }
        seen = received.get();
        since = System.nanoTime();
      }
    }
  }

  private IOException failure(Throwable cause) {
    for (Throwable c = cause; c != null; c = c.getCause()) {
      if (c instanceof RunFailed refused) {
        throw refused;
      }
      if (c instanceof HubTransient || c instanceof LocalFailure) {
        return (IOException) c;
      }
      if (c instanceof HubBody.TooLarge) {
        throw new RunFailed(endpoint + " " + c.getMessage() + ", more than an answer may have");
      }
      if (c instanceof javax.net.ssl.SSLHandshakeException) {
        throw new RunFailed(
            HubReply.line(endpoint + ": the certificate is not accepted (" + c.getMessage() + ")"));
      }
    }
    return new HubTransient(HubReply.line(token.hide(words(cause))), Duration.ZERO);
  }

  private static String words(Throwable cause) {
    for (Throwable c = cause; c != null; c = c.getCause()) {
      if (c instanceof UnresolvedAddressException || c instanceof UnknownHostException) {
        return "the name of the host is not known; is there a network or a proxy?";
      }
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return "no connection; is there a network or a proxy?";
    }
    return (cause instanceof IOException
            ? "the connection broke"
            : cause.getClass().getSimpleName())
        + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
  }
}
