package org.segmentattribution.command.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Single calls over HTTP, repeated where the server was busy or not reached. */
final class MlflowHttp {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Limit of an answer; those asked for here have some kilobytes. */
  private static final int MOST_BYTES = 16 << 20;

  private static final int ATTEMPTS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);

  // follows no redirect, so the secret goes to no other host
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final MlflowAccess access;
  private final Duration firstPause;

  MlflowHttp(MlflowAccess access, Duration firstPause) {
    this.access = access;
    this.firstPause = firstPause;
  }

  /** An answer: status, body, and the seconds that the server asks to wait. */
  private record Answer(int status, String body, Duration asked) {}

  /** Encodes a name or path for an address; slashes stay. */
  static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  JsonNode get(String path) throws IOException {
    return json(send(request(path, Duration.ofMinutes(1)).GET()));
  }

  JsonNode post(String path, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    return json(
        send(
            request(path, Duration.ofMinutes(1))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes))));
  }

  void put(String path, Path file, String type) throws IOException {
    send(
        request(path, Duration.ofMinutes(10))
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofFile(file)));
  }

  private HttpRequest.Builder request(String path, Duration most) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(access.server() + path)).timeout(most);
    return access.header().isEmpty() ? request : request.header("Authorization", access.header());
  }

  private String send(HttpRequest.Builder request) throws IOException {
    HttpRequest built = request.build();
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      Duration wait = pause;
      try {
        Answer answer = once(built);
        boolean isLast = attempt == ATTEMPTS;
        if (!BUSY.contains(answer.status()) || isLast) {
          return body(answer);
        }
        wait = answer.asked().isZero() ? pause : answer.asked();
      } catch (MlflowError e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          String said = e.getMessage() == null ? "" : ": " + e.getMessage();
          throw new IOException(
              access.hide(
                  line(
                      access.server()
                          + " does not answer ("
                          + e.getClass().getSimpleName()
                          + said
                          + ")")),
              e);
        }
      }
      sleep(wait);
      pause = pause.multipliedBy(2);
    }
  }

  private Answer once(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        Duration wait =
            seconds.matches("\\d{1,5}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
        return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8), wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MlflowError(0, "", access.server() + ": interrupted: run again");
    }
  }

  private String body(Answer answer) throws MlflowError {
    if (answer.status() / 100 == 2) {
      return answer.body();
    }
    JsonNode said = read(answer.body());
    String code = said.path("error_code").asText("");
    String message = said.path("message").asText("");
    throw new MlflowError(
        answer.status(),
        code,
        access.hide(
            line(
                access.server()
                    + " answers HTTP "
                    + answer.status()
                    + (code.isEmpty() ? "" : " " + code)
                    + (message.isEmpty() ? "" : ": " + message))));
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private JsonNode json(String body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MlflowError(200, "", access.server() + " does not answer as MLflow does");
    }
  }

  /** Returns a text of others as one line of bounded length. */
  private static String line(String text) {
    String one = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
    return one.length() > 400 ? one.substring(0, 400) + "…" : one;
  }

  private static void sleep(Duration wait) throws IOException {
    Duration most = wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
    try {
      // calls that failed together must not come again together
      Thread.sleep((long) (most.toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MlflowError(0, "", "interrupted: run again");
    }
  }
}
