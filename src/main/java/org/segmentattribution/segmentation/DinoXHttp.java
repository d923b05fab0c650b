package org.segmentattribution.segmentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One question to the server, repeated with growing, random pauses where that may help: after
 * timeouts, lost connections, 429 and 5xx, and answers that are no JSON. A pause that the server
 * asks for is kept. Nothing is repeated beyond the deadline.
 */
final class DinoXHttp {
  private static final int MOST_BYTES = 64 << 20;
  private static final long LONGEST_PAUSE = 20_000;
  private static final int AGAIN = 202_001;

  private final HttpClient client;
  private final DinoXToken token;
  private final DinoXSettings settings;

  DinoXHttp(DinoXSettings settings, DinoXToken token) {
    this.settings = settings;
    this.token = token;
    client =
        HttpClient.newBuilder()
            .connectTimeout(settings.patience())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Something went wrong that may go away. */
  private static final class Passing extends IOException {
    private static final long serialVersionUID = 1;

    private final long pause;

    Passing(String message, long pause) {
      super(message);
      this.pause = pause;
    }
  }

  /** {@code data} of the answer to a POST; the same key stands for the same task. */
  JsonNode post(String path, byte[] body, String key, Instant deadline) throws IOException {
    return repeated(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
        deadline);
  }

  /** {@code data} of the answer to a GET. */
  JsonNode get(String path, Instant deadline) throws IOException {
    return repeated(request(path).GET(), deadline);
  }

  private HttpRequest.Builder request(String path) {
    String base = settings.endpoint().toString().replaceAll("/+$", "");
    return HttpRequest.newBuilder(URI.create(base + path)).header("Token", token.value());
  }

  private JsonNode repeated(HttpRequest.Builder request, Instant deadline) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return once(request, deadline);
      } catch (Passing e) {
        long grown = Math.min(LONGEST_PAUSE, settings.poll().toMillis() << Math.min(attempt, 10));
        long jitter = ThreadLocalRandom.current().nextLong(grown / 2, grown + 1);
        long pause = e.pause >= 0 ? e.pause : jitter;
        if (!Instant.now().plusMillis(pause).isBefore(deadline)) {
          throw new IOException("DINO-X: " + e.getMessage() + "; given up at the deadline", e);
        }
        sleep(pause);
      }
    }
  }

  private JsonNode once(HttpRequest.Builder request, Instant deadline) throws IOException {
    long left = Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
    Duration patience = Duration.ofMillis(Math.min(left, settings.patience().toMillis()));
    try {
      HttpResponse<InputStream> response =
          client.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofInputStream());
      byte[] body;
      try (InputStream in = response.body()) {
        body = in.readNBytes(MOST_BYTES + 1);
      }
      if (body.length > MOST_BYTES) {
        throw new DinoXFailure("DINO-X: an answer of more than 64 MiB");
      }
      return data(response, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (Passing e) {
      throw e;
    } catch (IOException e) {
      // timeouts and lost connections; what Java says of them can hold nothing of the request
      throw new Passing("no answer (" + e.getClass().getSimpleName() + ")", -1);
    }
  }

  private JsonNode data(HttpResponse<?> response, byte[] body) throws IOException {
    int status = response.statusCode();
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(body);
    } catch (JsonProcessingException e) {
      json = null;
    }
    String said = json == null ? "" : token.hideIn(said(json));
    if (status == 401 || status == 403) {
      throw new DinoXRefusal("DINO-X does not take the token in " + DinoXToken.VARIABLE);
    }
    if (status == 402 || said.toLowerCase(java.util.Locale.ROOT).contains("quota")) {
      throw new DinoXRefusal(("DINO-X: the account is used up. " + said).strip());
    }
    if (status == 429 || status == 408 || status >= 500) {
      throw new Passing("HTTP " + status + " " + said, retryAfter(response));
    }
    if (status != 200 && status != 201 && status != 202) {
      throw new DinoXFailure("DINO-X: HTTP " + status + " " + said);
    }
    if (json == null || !json.path("code").isNumber()) {
      throw new Passing("an answer that is no JSON of its API", -1);
    }
    int code = json.path("code").asInt();
    if (code == AGAIN) {
      throw new Passing("busy (" + said + ")", -1);
    }
    if (code != 0) {
      throw new DinoXFailure("DINO-X: code " + code + " " + said);
    }
    return json.path("data");
  }

  private static String said(JsonNode json) {
    JsonNode errors = json.path("errors");
    return json.path("msg").asText(errors.isMissingNode() ? "" : errors.toString());
  }

  /** Milliseconds that the server asks for; -1 where it does not. */
  private static long retryAfter(HttpResponse<?> response) {
    String value = response.headers().firstValue("Retry-After").orElse("").strip();
    if (value.matches("\\d{1,6}")) {
      return Long.parseLong(value) * 1000;
    }
    try {
      ZonedDateTime at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Math.max(0, Duration.between(Instant.now(), at.toInstant()).toMillis());
    } catch (DateTimeParseException e) {
      return -1;
    }
  }

  static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
