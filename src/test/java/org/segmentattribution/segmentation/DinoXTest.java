package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.segmentattribution.image.Mask;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.segmentation.FakeDinoX.Fault;

/** The client against a server that misbehaves in every way that it knows of. */
class DinoXTest {
  @TempDir Path cache;
  private FakeDinoX server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeDinoX();
  }

  @AfterEach
  void stopAndLookForTheToken() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains(FakeDinoX.TOKEN), file.toString());
      }
    }
  }

  private DinoX client(Path folder, String... texts) {
    return client(60, folder, texts);
  }

  private DinoX client(int deadline, Path folder, String... texts) {
    DinoXSettings settings =
        new DinoXSettings(
            server.endpoint(),
            List.of(texts),
            0.25,
            0.8,
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(deadline),
            Duration.ofMillis(5),
            folder);
    return new DinoX(settings, new DinoXToken(FakeDinoX.TOKEN));
  }

  private static RgbImage image(int number) {
    RgbImage image = RgbImage.black(12, 8);
    image.set(3, 3, number, number >> 8, 7);
    return image;
  }

  private static String complaint(Executing call) {
    Exception e = assertThrows(Exception.class, call::run);
    String all = String.valueOf(e) + e.getCause();
    assertFalse(all.contains(FakeDinoX.TOKEN), all);
    assertFalse(all.contains("base64"), all);
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    return e.getMessage();
  }

  @FunctionalInterface
  private interface Executing {
    void run() throws Exception;
  }

  @Test
  void asksAsTheProtocolSays() throws IOException {
    List<Detection> found = client(cache, "eye", "long mane").segment("a", image(1));
    Mask left = Mask.of(12, 8, (x, y) -> x < 6);
    assertEquals(
        List.of(new Detection("eye", left, 0.5), new Detection("long mane", left, 0.5)), found);
    assertEquals("DINO-X-1.0", server.lastQuestion.path("model").asText());
    assertEquals("eye.long mane", server.lastQuestion.path("prompt").path("text").asText());
    assertEquals("coco_rle", server.lastQuestion.path("mask_format").asText());
    assertEquals("[\"bbox\",\"mask\"]", server.lastQuestion.path("targets").toString());
  }

  @Test
  void takesWhateverIsThereWithoutPrompts() throws IOException {
    assertEquals("anything", client(null).segment("a", image(1)).get(0).name());
    assertEquals("universal", server.lastQuestion.path("prompt").path("type").asText());
  }

  @Test
  void largePicturesAreReducedAndMasksEnlarged() throws IOException {
    RgbImage large = RgbImage.black(3072, 20);
    Detection found = client(null, "eye").segment("a", large).get(0);
    assertEquals(Mask.of(3072, 20, (x, y) -> x < 1536), found.mask());
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_MANY", "TOO_MANY_AFTER", "ERROR", "SLOW", "DROP", "TRUNCATED", "BUSY"})
  void whatPassesIsAskedAgain(Fault fault) throws IOException {
    server.creating.add(fault);
    server.polling.add(fault);
    assertEquals(1, client(cache, "eye").segment("a", image(1)).size());
    assertEquals(1, server.paid.size());
    assertEquals(4, server.calls.get());
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "WRONG_SIZE", "OVERFLOW"})
  void whatIsWrongWithOneImageCostsThatImage(Fault fault) throws IOException {
    server.polling.add(fault);
    DinoX client = client(null, "eye");
    String said = complaint(() -> client.segment("zebra/1", image(1)));
    assertTrue(said.startsWith("zebra/1: DINO-X: "), said);
    assertEquals(1, client.segment("zebra/2", image(2)).size());
  }

  @Test
  void nothingAndStrangersAreAnAnswer() throws IOException {
    server.polling.addAll(List.of(Fault.NOTHING, Fault.STRANGER));
    DinoX client = client(cache, "eye");
    assertTrue(client.segment("a", image(1)).isEmpty());
    assertTrue(client.segment("b", image(2)).isEmpty());
    assertTrue(client.segment("a", image(1)).isEmpty());
    assertEquals(2, server.paid.size());
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAUTHORISED", "PAYMENT"})
  void tokenAndAccountStopEverything(Fault fault) {
    server.creating.add(fault);
    DinoX client = client(null, "eye");
    assertTrue(complaint(() -> client.segment("a", image(1))).startsWith("DINO-X"));
    int calls = server.calls.get();
    assertThrows(DinoXRefusal.class, () -> client.segment("b", image(2)));
    assertEquals(calls, server.calls.get());
  }

  @Test
  void theDeadlineIsKept() {
    for (int i = 0; i < 5000; i++) {
      server.polling.add(Fault.UNKNOWN_STATUS);
    }
    long started = System.nanoTime();
    String said = complaint(() -> client(2, null, "eye").segment("a", image(1)));
    assertTrue(said.endsWith("at the deadline"), said);
    assertTrue(System.nanoTime() - started < 30e9);
  }

  @Test
  void manyImagesUnderAllFaults() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    Fault[] passing = {
      Fault.NONE, Fault.NONE, Fault.TOO_MANY, Fault.ERROR, Fault.DROP, Fault.TRUNCATED, Fault.BUSY
    };
    for (int i = 0; i < 60; i++) {
      server.creating.add(passing[random.nextInt(passing.length)]);
      server.polling.add(passing[random.nextInt(passing.length)]);
    }
    server.polling.add(Fault.FAILED);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int done = 0;
    int failed = 0;
    ExecutorService pool = Executors.newFixedThreadPool(6);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      DinoX client = client(cache, "eye", "ear");
      List<Future<List<Detection>>> futures = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int number = i % 30; // ten pictures are there twice
        futures.add(pool.submit(() -> client.segment("image " + number, image(number))));
      }
      for (Future<List<Detection>> future : futures) {
        try {
          done += future.get().size() == 2 ? 1 : 0;
        } catch (java.util.concurrent.ExecutionException e) {
          assertTrue(e.getCause() instanceof IOException, String.valueOf(e.getCause()));
          failed++;
        }
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
      pool.shutdownNow();
    }
    assertEquals(40, done + failed);
    assertTrue(failed <= 1, failed + " failed");
    assertTrue(server.paid.size() <= 31, server.paid.size() + " paid");
    assertFalse(printed.toString(StandardCharsets.UTF_8).contains(FakeDinoX.TOKEN));
  }

  @Test
  void answersAreReadBackWithoutTheServer() throws IOException {
    List<Detection> found = client(cache, "eye").segment("a", image(1));
    server.close();
    assertEquals(found, client(cache, "eye").segment("other name", image(1)));
  }

  @Test
  void namesAndTokensThatCannotBeSent() {
    assertThrows(IllegalArgumentException.class, () -> client(null, "e.g. eyes"));
    assertThrows(IllegalArgumentException.class, () -> DinoXToken.from(Map.of()));
    String odd = FakeDinoX.TOKEN + "\nHost: x";
    String said = complaint(() -> DinoXToken.from(Map.of(DinoXToken.VARIABLE, odd)));
    assertTrue(said.contains(DinoXToken.VARIABLE));
    assertEquals("***", new DinoXToken(FakeDinoX.TOKEN).toString());
  }
}
