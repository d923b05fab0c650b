package org.segmentattribution.command.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.hub.FakeHub;
import org.segmentattribution.hub.HubEndpoint;
import org.segmentattribution.hub.HubTiming;
import org.segmentattribution.hub.HubToken;
import org.segmentattribution.pipeline.Progress;

/** A hub on this machine, a home for models, and calls that fetch. */
abstract class Fetching {
  static final String NAME = "hf:" + FakeHub.REPOSITORY;
  static final String GRAPH = "onnx/model.onnx";

  static final HubTiming QUICK =
      new HubTiming(
          Duration.ofSeconds(5),
          Duration.ofMillis(400),
          100,
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          3);

  final List<String> notes = new ArrayList<>();
  FakeHub hub;
  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
    text("config.json", "{\"model_type\": \"clipseg\"}");
    text("preprocessor_config.json", "{}");
    text("tokenizer.json", "{\"version\": \"1.0\"}");
    text("README.md", "---\nlicense: apache-2.0\n---\n");
    text(".gitattributes", "*.onnx filter=lfs\n");
    random(GRAPH, 200_000);
    random("onnx/model_fp16.onnx", 100_000);
    random("onnx/model_quantized.onnx", 50_000);
    random("pytorch_model.bin", 1000);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  void text(String path, String content) {
    hub.content.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  void random(String path, int size) {
    byte[] bytes = new byte[size];
    new Random(path.hashCode()).nextBytes(bytes);
    hub.content.put(path, bytes);
  }

  InstalledModels home() {
    return new InstalledModels(folder.resolve("cache"));
  }

  FetchSettings settings(String name, String variant, boolean update) {
    return new FetchSettings(
        name,
        variant,
        HubEndpoint.of(hub.address()),
        HubToken.of(Map.of(HubToken.VARIABLE, FakeHub.TOKEN)),
        null,
        update,
        home());
  }

  Fetched fetch(FetchSettings settings) throws IOException {
    return new FetchModel(settings, QUICK).run(plan -> true, notes());
  }

  Fetched fetch() throws IOException {
    return fetch(settings(NAME, "fp32", false));
  }

  Progress notes() {
    return new Progress() {
      @Override
      public void start(String task, long steps) {}

      @Override
      public void step(long steps, String latest) {}

      @Override
      public void note(String line) {
        notes.add(line);
      }

      @Override
      public void finish() {}
    };
  }

  String failure(Class<? extends RuntimeException> kind) {
    String message = assertThrows(kind, this::fetch).getMessage();
    assertFalse(message.contains("\n"), message);
    assertFalse(message.contains(FakeHub.TOKEN), message);
    assertTrue(home().all().isEmpty(), "nothing unfinished is installed");
    return message;
  }

  static Map<String, String> inside(Path folder) throws IOException {
    Map<String, String> inside = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        inside.put(
            folder.relativize(file).toString().replace('\\', '/'),
            Arrays.hashCode(Files.readAllBytes(file)) + "");
      }
    }
    return inside;
  }

  void requireWhole(Fetched fetched, String graph) throws IOException {
    Map<String, String> inside = inside(fetched.model().folder());
    assertTrue(inside.remove("sat-model.json") != null);
    List<String> wanted =
        List.of("README.md", "config.json", graph, "preprocessor_config.json", "tokenizer.json");
    assertEquals(wanted.stream().sorted().toList(), List.copyOf(inside.keySet()));
    for (String path : wanted) {
      assertEquals(Arrays.hashCode(hub.content.get(path)) + "", inside.get(path), path);
    }
  }

  /** Promises all, sends half and closes. */
  boolean sendsHalf(HttpExchange exchange) throws IOException {
    byte[] bytes = hub.content.get(GRAPH);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
    return true;
  }

  /** Sends half of a file, and then nothing any more. */
  boolean breaksOff(HttpExchange exchange, int attempt) throws IOException {
    if (attempt == 1) {
      return sendsHalf(exchange);
    }
    exchange.sendResponseHeaders(503, -1);
    return true;
  }
}
