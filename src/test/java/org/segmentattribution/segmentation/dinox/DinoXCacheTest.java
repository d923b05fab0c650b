package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;

/** No image is paid for twice. */
@Timeout(30)
class DinoXCacheTest {
  private static final RgbImage IMAGE = RgbImage.black(20, 12);

  @TempDir Path folder;
  private Path cache;
  private FakeDinoX server;

  @BeforeEach
  void start() throws IOException {
    cache = folder.resolve("answers/dinox");
    server = new FakeDinoX();
  }

  @AfterEach
  void stop() {
    server.close();
    assertEquals(List.of(), List.copyOf(server.violations));
  }

  private DinoX client() {
    return client(cache);
  }

  private DinoX client(Path answers) {
    return server.client(Duration.ofSeconds(20), 5000, answers, "eye", "ear");
  }

  private String key(RgbImage image, double box, String... prompts) {
    Duration deadline = Duration.ofSeconds(1);
    DinoXSettings settings =
        new DinoXSettings(server.endpoint(), question(false, box, prompts), 2, deadline, null);
    return new DinoXCache(settings).key(image);
  }

  private static DinoXQuestion question(boolean universal, double box, String... prompts) {
    List<Prompt> asked = PromptList.of(List.of(prompts)).prompts();
    return new DinoXQuestion(DinoXQuestion.MODEL, asked, universal, box, 0.8);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  @Test
  void answersComeBackWithoutANetwork() throws IOException {
    List<Detection> found = client().segment("a/1", IMAGE);
    assertEquals(1, found.size());
    server.close();
    assertEquals(found, client().segment("b/2", IMAGE));
    String name = files().get(0).getFileName().toString();
    assertTrue(name.matches("[0-9a-f]{64}\\.json"), name);
  }

  @Test
  void whatWasAskedDecides() {
    Set<String> keys = new HashSet<>();
    RgbImage other = IMAGE.copy();
    other.set(3, 3, 0, 0, 1);
    assertEquals(key(IMAGE, 0.25, "eye", "ear"), key(IMAGE.copy(), 0.25, " EYE", "ear"));
    keys.add(key(IMAGE, 0.25, "eye", "ear"));
    keys.add(key(other, 0.25, "eye", "ear"));
    keys.add(key(RgbImage.black(12, 20), 0.25, "eye", "ear"));
    keys.add(key(IMAGE, 0.25, "ear", "eye"));
    keys.add(key(IMAGE, 0.25, "eye ear"));
    keys.add(key(IMAGE, 0.25));
    keys.add(key(IMAGE, 0.3, "eye", "ear"));
    assertEquals(7, keys.size());
  }

  @Test
  void damagedAnswersAreAskedForAgain() throws IOException {
    List<Detection> found = client().segment("a/1", IMAGE);
    Path file = files().get(0);
    String good = Files.readString(file);
    int asked = 1;
    for (String bad :
        List.of(
            "",
            "\u0000",
            good.substring(0, good.length() - 9),
            good + "}",
            "{\"code\":0,\"data\":{}}",
            "{\"code\":7,\"msg\":\"out of quota\"}",
            good.replace("[12,20]", "[20,12]"))) {
      Files.writeString(file, bad);
      assertEquals(found, client().segment("a/1", IMAGE));
      asked++;
      assertEquals(asked, server.tasks().size(), bad);
      assertEquals(good.length(), Files.size(file));
    }
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertEquals(found, client().segment("a/1", IMAGE));
    assertEquals(List.of(file), files());
  }

  @Test
  void badAnswersAreNotKept() throws IOException {
    server.outcome = task -> FakeDinoX.success(FakeDinoX.object("eye", FakeDinoX.middle(3, 4)));
    assertThrows(IOException.class, () -> client().segment("a/1", IMAGE));
    server.outcome = task -> FakeDinoX.failed("no");
    assertThrows(IOException.class, () -> client().segment("a/1", IMAGE));
    assertEquals(List.of(), files());
  }

  @Test
  void aTaskThatWasBegunIsNotPaidForAgain() throws Exception {
    server.outcome = task -> "{\"status\":\"running\"}";
    DinoX impatient = server.client(Duration.ofMillis(200), 5000, cache, "eye", "ear");
    String said =
        assertThrows(IOException.class, () -> impatient.segment("a/1", IMAGE)).getMessage();
    assertTrue(said.contains("no answer within 0.2 s (the task is 'running')"), said);
    CountDownLatch asked = new CountDownLatch(1);
    server.outcome =
        task -> {
          asked.countDown();
          return "{\"status\":\"running\"}";
        };
    ExecutorService threads = Executors.newFixedThreadPool(1);
    Future<List<Detection>> broken = threads.submit(() -> client().segment("a/1", IMAGE));
    asked.await();
    broken.cancel(true);
    threads.shutdown();
    server.outcome = task -> FakeDinoX.success(FakeDinoX.object("eye", FakeDinoX.middle(task)));
    assertEquals(1, client().segment("a/1", IMAGE).size());
    assertEquals(1, server.keys().size());
    assertEquals(1, files().size(), "the answer alone");
  }

  @Test
  void aTaskThatFailedIsBegunAnew() throws IOException {
    server.outcome = task -> FakeDinoX.failed("no");
    assertThrows(IOException.class, () -> client().segment("a/1", IMAGE));
    server.outcome = task -> FakeDinoX.success();
    assertEquals(List.of(), client().segment("a/1", IMAGE));
    assertEquals(2, server.keys().size());
    String name = files().get(0).getFileName().toString().replace(".json", ".task");
    Files.delete(files().get(0));
    Files.writeString(cache.resolve(name), "../damaged");
    assertEquals(List.of(), client().segment("a/1", IMAGE));
    assertEquals(3, server.keys().size());
  }

  @Test
  void aTokenThatIsSentBackIsNotKept() throws IOException {
    server.outcome =
        task ->
            FakeDinoX.success(
                FakeDinoX.object(FakeDinoX.TOKEN, "null"),
                FakeDinoX.object(FakeDinoX.TOKEN.replace("/", "\\/"), "null"));
    DinoX client = client();
    assertEquals(List.of(), client.segment("a/1", IMAGE));
    assertEquals("{***=2}", client.unmatched().toString());
    String stored = Files.readString(files().get(0));
    assertFalse(stored.contains("canary"), stored);
  }

  @Test
  void aFolderThatCannotBeWrittenCostsNoAnswer() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    DinoX client = client(folder.resolve("file"));
    assertEquals(1, client.segment("a/1", IMAGE).size());
  }

  @Test
  void keptAnswersOutliveARefusal() throws IOException {
    DinoX client = client();
    List<Detection> found = client.segment("a/1", IMAGE);
    server.faults = call -> FakeFault.status(402, "");
    assertThrows(DinoXRefusal.class, () -> client.segment("a/2", RgbImage.black(9, 9)));
    assertEquals(found, client.segment("a/1", IMAGE));
  }

  @Test
  void threadsThatAskForTheSameShareARequest() throws Exception {
    server.faults = call -> FakeFault.slow(20);
    DinoX client = client();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<List<Detection>>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String stem = "a/" + i;
      answers.add(threads.submit(() -> client.segment(stem, IMAGE.copy())));
    }
    for (Future<List<Detection>> answer : answers) {
      assertEquals(1, answer.get().size());
    }
    threads.shutdown();
    assertEquals(1, server.keys().size());
  }

  @Test
  void aWaitingThreadTakesOverFromAnInterruptedOne() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    server.outcome =
        task -> {
          running.countDown();
          return "{\"status\":\"running\"}";
        };
    DinoX client = client();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<List<Detection>> first = threads.submit(() -> client.segment("a/1", IMAGE));
    running.await();
    Future<List<Detection>> second = threads.submit(() -> client.segment("a/2", IMAGE));
    first.cancel(true);
    server.outcome = task -> FakeDinoX.success();
    assertEquals(List.of(), second.get());
    assertThrows(CancellationException.class, first::get);
    threads.shutdown();
  }

  @Test
  void eachThreadHearsOfItsOwnImage() throws Exception {
    server.outcome = task -> FakeDinoX.failed("");
    server.faults = call -> FakeFault.slow(100);
    DinoX client = client();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<List<Detection>> first = threads.submit(() -> client.segment("a/1", IMAGE));
    Future<List<Detection>> second = threads.submit(() -> client.segment("a/2", IMAGE));
    for (Future<List<Detection>> answer : List.of(first, second)) {
      String stem = answer == first ? "a/1" : "a/2";
      Throwable cause = assertThrows(ExecutionException.class, answer::get).getCause();
      assertTrue(cause instanceof IOException, cause.toString());
      assertTrue(cause.getMessage().startsWith(stem + ": DINO-X: the task failed"));
    }
    threads.shutdown();
  }
}
