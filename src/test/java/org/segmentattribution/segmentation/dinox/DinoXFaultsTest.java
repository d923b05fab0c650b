package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.RgbImage;

/** Many images from several threads, while the server follows a schedule of faults. */
@Timeout(60)
class DinoXFaultsTest {
  private static final int FIRST = 10;
  private static final int IMAGES = 48;
  private static final int HEIGHT = 9;
  private static final int HOPELESS = 200;
  private static final List<FakeFault> FAULTS =
      List.of(
          FakeFault.status(429, "{\"msg\":\"slow down " + FakeDinoX.TOKEN + "\"}"),
          FakeFault.busy("0"),
          FakeFault.status(500, FakeDinoX.TOKEN),
          FakeFault.status(502, "<html>"),
          FakeFault.status(200, "{\"code\":202001,\"msg\":\"try again\"}"),
          FakeFault.truncated(),
          FakeFault.cut(),
          FakeFault.dropped(),
          FakeFault.slow(40),
          FakeFault.stalled(400));

  @TempDir Path cache;
  private final Map<Integer, List<Detection>> done = new ConcurrentSkipListMap<>();
  private final Map<Integer, IOException> failed = new ConcurrentSkipListMap<>();

  /** The same faults for an image, whichever thread asks for it and when. */
  private static FakeFault fault(FakeDinoX.Call call) {
    if (call.width() >= HOPELESS) {
      return FakeFault.dropped();
    }
    long seed = call.width() * 1000L + call.attempt() * 2L + (call.isCreate() ? 1 : 0);
    SplittableRandom random = new SplittableRandom(seed);
    return call.attempt() < 4 && random.nextInt(5) < 2
        ? FAULTS.get(random.nextInt(FAULTS.size()))
        : FakeFault.none();
  }

  private static String outcome(FakeDinoX.Task task) {
    return switch (task.width() % 6) {
      case 0 -> FakeDinoX.failed("");
      case 1 -> FakeDinoX.success(FakeDinoX.object("eye", FakeDinoX.middle(3, 3)));
      case 2 -> FakeDinoX.success();
      case 3 -> FakeDinoX.success(FakeDinoX.object("wheel", FakeDinoX.middle(task)));
      default -> FakeDinoX.success(FakeDinoX.object("eye", FakeDinoX.middle(task)));
    };
  }

  private DinoX client(FakeDinoX server, Duration deadline) {
    return server.client(deadline, 250, cache, "eye", "ear");
  }

  private void segment(DinoX client, int width) {
    try {
      done.put(width, client.segment("image " + width, RgbImage.black(width, HEIGHT)));
    } catch (IOException e) {
      failed.put(width, e);
    }
  }

  /** All images twice, in another order, and some that nothing ever answers. */
  private void work(DinoX patient, DinoX hasty) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      int width = FIRST + i;
      work.add(threads.submit(() -> segment(patient, width)));
      if (i % 16 == 0) {
        work.add(threads.submit(() -> segment(hasty, HOPELESS + width)));
      }
    }
    for (Future<?> one : work) {
      one.get();
    }
    threads.shutdown();
  }

  @Test
  void everyImageIsDoneOrFailsAndNoneIsCreatedTwice() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (FakeDinoX server = new FakeDinoX();
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      server.faults = DinoXFaultsTest::fault;
      server.outcome = DinoXFaultsTest::outcome;
      DinoX patient = client(server, Duration.ofSeconds(30));
      work(patient, client(server, Duration.ofMillis(1500)));

      assertEquals(List.of(), List.copyOf(server.violations));
      assertOutcomes();
      assertEquals(Map.of("wheel", 8), patient.unmatched());
      Map<Integer, Long> tasks =
          server.tasks().stream()
              .collect(Collectors.groupingBy(FakeDinoX.Task::width, Collectors.counting()));
      assertEquals(IMAGES + 3, tasks.size());
      assertEquals(Set.of(1L), new HashSet<>(tasks.values()), "one task an image");
      assertEquals(IMAGES + 3, server.keys().size(), "one key an image");
      assertTrue(
          server.mostTasks.get() <= 2 * FakeDinoX.CONCURRENCY, "at once: " + server.mostTasks);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertNoCanary(printed.toString(StandardCharsets.UTF_8));
    assertReplays();
  }

  private void assertOutcomes() {
    assertEquals(IMAGES + 3, done.size() + failed.size());
    for (int width = FIRST; width < FIRST + IMAGES; width++) {
      boolean fails = width % 6 < 2;
      assertEquals(fails, failed.containsKey(width), "image " + width + ": " + failed.get(width));
      if (!fails) {
        assertEquals(width % 6 < 4 ? 0 : 1, done.get(width).size());
      }
    }
    failed.forEach(
        (width, e) -> {
          assertEquals(1, e.getMessage().lines().count());
          assertTrue(e.getMessage().startsWith("image " + width + ": DINO-X: "), e.getMessage());
          assertEquals(width >= HOPELESS, e.getMessage().contains("no answer within 1.5 s"));
        });
  }

  private void assertNoCanary(String printed) throws IOException {
    StringWriter texts = new StringWriter();
    texts.write(printed);
    failed.values().forEach(e -> e.printStackTrace(new PrintWriter(texts, true)));
    try (Stream<Path> files = Files.list(cache)) {
      for (Path file : files.toList()) {
        texts.write(file + Files.readString(file));
      }
    }
    assertFalse(texts.toString().contains("canary"));
  }

  /** What was answered is answered again, without any server. */
  private void assertReplays() throws IOException {
    Map<Integer, List<Detection>> first = new TreeMap<>(done);
    done.clear();
    try (FakeDinoX server = new FakeDinoX()) {
      DinoX client = client(server, Duration.ofSeconds(30));
      first.keySet().forEach(width -> segment(client, width));
      assertEquals(0, server.requests.get());
    }
    assertEquals(first, new TreeMap<>(done));
  }
}
