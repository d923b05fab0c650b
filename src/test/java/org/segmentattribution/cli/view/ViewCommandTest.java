package org.segmentattribution.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.cli.Called.sat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Called;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;

class ViewCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void explain() throws IOException {
    SceneWriter.write(folder.resolve("scenes"), new SceneGenerator(64, 1), 1, 2, () -> {});
    sat(
            "explain",
            "--images",
            folder.resolve("scenes/images"),
            "--model",
            "models/scene-classifier/model.onnx",
            "--segmenter",
            "masks:" + folder.resolve("scenes/masks"),
            "--method",
            "lrp-z",
            "--out",
            folder.resolve("run"))
        .ended(0);
  }

  private static void refused(String message, Object... arguments) {
    Called called = sat(arguments).ended(2);
    assertEquals(1, called.err().lines().count(), called.err());
    assertTrue(called.err().contains(message), called.err());
  }

  @Test
  void whatIsNoFinishedRunOfExplainIsOneLine() throws IOException {
    Path run = folder.resolve("run");
    refused("is not a run", "view", folder.resolve("scenes"));
    refused("named twice", "view", run, run);
    refused("port", "view", run, "--port", "70000");
    Path other = Files.createDirectories(folder.resolve("other"));
    String json = Files.readString(run.resolve("run.json"));
    Files.writeString(
        other.resolve("run.json"),
        json.replace("\"command\" : \"explain\"", "\"command\" : \"segment\""));
    refused("was made by 'segment'", "view", other);
    Files.writeString(
        other.resolve("run.json"),
        json.replace("\"status\" : \"done\"", "\"status\" : \"running\"")
            .replaceFirst(",\\s*\"sha256\" : \"[0-9a-f]{64}\"\\s*}\\s*$", "}"));
    refused("not finished", "view", other);
    refused("RUN", "view");
  }

  @Test
  void aRunIsShownUntilItIsInterrupted() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicInteger code = new AtomicInteger(-1);
    Thread view =
        new Thread(
            () ->
                code.set(
                    Sat.run(
                        "view",
                        folder.resolve("run").toString(),
                        "--view-cache",
                        folder.resolve("cache").toString())));
    try {
      System.setOut(new PrintStream(out, true, UTF_8));
      view.start();
      while (view.isAlive() && !out.toString(UTF_8).contains("\n")) {
        Thread.sleep(20);
      }
    } finally {
      System.setOut(before);
    }
    URI address = URI.create(out.toString(UTF_8).replaceFirst("^view: ", "").strip());
    HttpResponse<byte[]> outline = get(address, "/outline/0/0/0.svg");
    assertEquals(200, outline.statusCode(), new String(outline.body(), UTF_8));
    assertTrue(new String(get(address, "/runs").body(), UTF_8).contains("\"notes\":[]"));
    assertEquals(200, get(address, "/thumb/0/3.jpg").statusCode());
    try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
      assertTrue(kept.findAny().isPresent());
    }
    view.interrupt();
    view.join();
    assertEquals(0, code.get());
  }

  private static HttpResponse<byte[]> get(URI address, String path)
      throws IOException, InterruptedException {
    URI asked = address.resolve(path + "?" + address.getQuery());
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
