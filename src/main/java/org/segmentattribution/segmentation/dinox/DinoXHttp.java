package org.segmentattribution.segmentation.dinox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.segmentattribution.file.RetryAfter;

/** Single calls over HTTP; the only class that writes the token anywhere. */
final class DinoXHttp {
  /** Limit of a reply; hundreds of large masks take less, and four such replies fit into memory. */
  private static final long MOST_BYTES = 16L << 20;

  // follows no redirect, so the token goes to no other host
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final DinoXToken token;

  DinoXHttp(DinoXToken token) {
    this.token = token;
  }

  /** Sends JSON; one key means one task, however often it is sent. */
  DinoXReply post(URI uri, byte[] json, String idempotencyKey, Duration most)
      throws IOException, TimeoutException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofByteArray(json)),
        most);
  }

  DinoXReply get(URI uri, Duration most)
      throws IOException, TimeoutException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).GET(), most);
  }

  private DinoXReply send(HttpRequest.Builder request, Duration most)
      throws IOException, TimeoutException, InterruptedException {
    // the client's own timeout ends with the headers; this one includes the body
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(
            request
                .header("Token", token.secret())
                .header("Accept", "*/*")
                .header("Accept-Encoding", "identity")
                .build(),
            head -> new DinoXBody(MOST_BYTES));
    try {
      HttpResponse<byte[]> response = sent.get(most.toNanos(), TimeUnit.NANOSECONDS);
      return new DinoXReply(
          response.statusCode(),
          response.headers().firstValue("Retry-After").map(RetryAfter::of).orElse(Duration.ZERO),
          token.hide(new String(response.body(), StandardCharsets.UTF_8)));
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      sent.cancel(true);
    }
  }

  private IOException failure(Throwable cause) {
    for (Throwable c = cause; c != null; c = c.getCause()) {
      if (c instanceof DinoXBody.TooLarge) {
        return new IOException(
            "a reply of more than " + (MOST_BYTES >> 20) + " MiB: ask for fewer prompts");
      }
    }
    String said = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return new DinoXTransient(
        DinoXReply.line(token.hide(cause.getClass().getSimpleName() + said)), Duration.ZERO);
  }
}
