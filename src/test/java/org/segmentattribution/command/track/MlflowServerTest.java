package org.segmentattribution.command.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.pipeline.Progress;

/**
 * {@code sat log} with a real server, where {@code mlflow} is on the path, or its program is named
 * by {@code MLFLOW_PROGRAM}.
 */
class MlflowServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A first start makes the tables of a database, which takes long on a busy machine. */
  private static final Duration START = Duration.ofMinutes(3);

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private String url;

  private static Optional<Path> program() {
    String named = System.getenv("MLFLOW_PROGRAM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve("mlflow"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void theServerShowsWhatWasLogged() throws Exception {
    Optional<Path> program = program();
    assumeTrue(program.isPresent(), "no mlflow on the path, and MLFLOW_PROGRAM is not set");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    url = "http://127.0.0.1:" + port;
    Process server =
        new ProcessBuilder(
                program.get().toString(),
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                folder.resolve("artifacts").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    try {
      Path run = LoggedRun.make(folder.resolve("data"));
      await(server);
      check(run);
    } finally {
      server.descendants().forEach(ProcessHandle::destroy);
      server.destroy();
      server.waitFor();
    }
  }

  private void check(Path run) throws Exception {
    MlflowLog log = new MlflowLog(MlflowAccess.of(url, Map.of()), "real server", false);
    MlflowLog.Logged logged = log.log(run, Progress.NONE);
    assertEquals(MlflowLog.Done.LOGGED, logged.done());
    assertEquals(MlflowLog.Done.UNCHANGED, log.log(run, Progress.NONE).done());
    assertEquals(
        MlflowLog.Done.UPDATED,
        new MlflowLog(MlflowAccess.of(url, Map.of()), "real server", true)
            .log(run, Progress.NONE)
            .done());
    String id = logged.page().replaceFirst(".*/", "");
    JsonNode on = get("/api/2.0/mlflow/runs/get?run_id=" + id).path("run");
    assertEquals("FINISHED", on.path("info").path("status").asText());
    assertEquals("run", on.path("info").path("run_name").asText());
    assertEquals("label", values(on, "params").get("target"));
    Map<String, String> metrics = values(on, "metrics");
    assertEquals(logged.metrics(), metrics.size());
    double shares = 0;
    for (String cell : List.of("r1c1", "r1c2", "r2c1", "r2c2")) {
      shares += Double.parseDouble(metrics.get("lrp-z/horse/" + cell + "/attribution_share"));
    }
    assertEquals(1, shares, 1e-9);
    assertTrue(values(on, "tags").get("mlflow.note.content").contains("horse, 5 images"));
    assertEquals(64, values(on, "tags").get(MlflowLog.STATE).length());
    JsonNode files = get("/api/2.0/mlflow/artifacts/list?run_id=" + id).path("files");
    Map<String, Long> sizes = new TreeMap<>();
    files.forEach(f -> sizes.put(f.path("path").asText(), f.path("file_size").asLong()));
    for (String name : List.of("report.html", "run.json", "aggregate.csv", "sat.parquet")) {
      assertEquals(Files.size(run.resolve(name)), sizes.get(name), name);
    }
    assertTrue(sizes.containsKey("figures"), sizes.toString());
  }

  private static Map<String, String> values(JsonNode run, String kind) {
    Map<String, String> values = new TreeMap<>();
    run.path("data")
        .path(kind)
        .forEach(one -> values.put(one.path("key").asText(), one.path("value").asText()));
    return values;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private void await(Process server) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && server.isAlive()) {
      try {
        HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/health")).build();
        if (client.send(health, BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // it does not listen yet
        Thread.sleep(200);
      }
    }
    throw new IOException(
        "the server did not start: " + Files.readString(folder.resolve("server.log")));
  }
}
