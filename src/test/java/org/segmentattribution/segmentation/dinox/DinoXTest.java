package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/** One image at a time, against every way in which the server may misbehave. */
@Timeout(30)
class DinoXTest {
  private static final RgbImage IMAGE = RgbImage.black(20, 12);

  private FakeDinoX server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeDinoX();
  }

  @AfterEach
  void stop() {
    server.close();
    assertEquals(List.of(), List.copyOf(server.violations));
  }

  /** The first calls of each kind misbehave, the others do not. */
  private void firstCalls(int count, FakeFault fault) {
    server.faults = call -> call.attempt() < count ? fault : FakeFault.none();
  }

  private static Function<FakeDinoX.Call, FakeFault> once(boolean create, FakeFault fault) {
    return call -> call.isCreate() == create && call.attempt() == 0 ? fault : FakeFault.none();
  }

  private void assertAnswered() throws IOException {
    assertEquals(
        List.of(new Detection("eye", FakeDinoX.middle(20, 12), 0.61)),
        server.client("eye", "ear", "muzzle").segment("a/1", IMAGE));
    assertEquals(1, server.keys().size(), "one key for one image");
    assertEquals(1, server.tasks().size());
  }

  @Test
  void whatIsSent() throws IOException {
    assertAnswered();
    JsonNode request = server.tasks().get(0).request();
    assertEquals("DINO-X-1.0", request.get("model").asText());
    assertEquals(
        "{\"type\":\"text\",\"text\":\"eye.ear.muzzle\"}", request.get("prompt").toString());
    assertEquals("[\"bbox\",\"mask\"]", request.get("targets").toString());
    assertEquals("coco_rle", request.get("mask_format").asText());
    assertEquals(0.25, request.get("bbox_threshold").asDouble());
    assertEquals(0.8, request.get("iou_threshold").asDouble());
    assertEquals(7, request.size());
  }

  @Test
  void withoutPromptsNamesAreTheModels() throws IOException {
    server.outcome =
        task ->
            FakeDinoX.success(
                FakeDinoX.object(" Left  Eye", FakeDinoX.middle(task)),
                FakeDinoX.object("", FakeDinoX.middle(task)));
    DinoX client = server.client();
    List<Detection> found = client.segment("a/1", IMAGE);
    assertEquals(List.of("left eye"), found.stream().map(Detection::name).toList());
    assertEquals(
        "{\"type\":\"universal\"}", server.tasks().get(0).request().get("prompt").toString());
    assertEquals(Map.of("", 1), client.unmatched());
  }

  @Test
  void largeImagesAreShrunkAndMasksComeBack() throws IOException {
    RgbImage image = RgbImage.black(3072, 7);
    Mask mask = server.client("eye", "ear", "muzzle").segment("a/1", image).get(0).mask();
    assertEquals(1536, server.tasks().get(0).width());
    assertEquals(3, server.tasks().get(0).height());
    assertEquals(3072, mask.width());
    assertEquals(7, mask.height());
    // 768 of 1536 columns, 2 of 3 rows: those that 7 rows' centres fall into
    assertTrue(mask.contains(768, 3) && mask.contains(2303, 3));
    assertFalse(mask.contains(767, 3) || mask.contains(2304, 3));
  }

  @Test
  void faultsThatPass() throws IOException {
    for (FakeFault fault :
        List.of(
            FakeFault.status(429, ""),
            FakeFault.busy("0"),
            FakeFault.busy("soon"),
            FakeFault.busy("Wed, 21 Oct 2015 07:28:00 GMT"),
            FakeFault.status(429, "{\"msg\":\"rate quota exceeded\"}"),
            FakeFault.status(500, "<html>\noops</html>"),
            FakeFault.status(503, ""),
            FakeFault.status(200, "{\"code\":202001,\"msg\":\"try again\"}"),
            FakeFault.status(200, "{\"code\":0,\"msg\":\"ok\"}"),
            FakeFault.status(200, "{\"code\":0,\"data\":{\"task_uuid\":\"../x y\"}}"),
            FakeFault.status(200, ""),
            FakeFault.truncated(),
            FakeFault.cut(),
            FakeFault.dropped())) {
      try (FakeDinoX fresh = new FakeDinoX()) {
        server.close();
        server = fresh;
        firstCalls(3, fault);
        assertAnswered();
      }
    }
  }

  @Test
  void retryAfterIsHonoured() throws IOException {
    server.faults = once(true, FakeFault.busy("1"));
    long begin = System.nanoTime();
    assertAnswered();
    assertTrue(System.nanoTime() - begin >= 1_000_000_000L);
  }

  @Test
  void slowRepliesAreAskedForAgain() throws IOException {
    for (boolean create : List.of(true, false)) {
      for (FakeFault fault : List.of(FakeFault.slow(900), FakeFault.stalled(900))) {
        try (FakeDinoX fresh = new FakeDinoX()) {
          server.close();
          server = fresh;
          server.faults = once(create, fault);
          assertEquals(
              1,
              server.client(Duration.ofSeconds(20), 200, null, "eye").segment("a/1", IMAGE).size());
          assertEquals(1, server.keys().size());
          assertEquals(1, server.tasks().size());
        }
      }
    }
  }

  @Test
  void theDeadlineIsKept() throws IOException {
    assertAnswered();
    Duration second = Duration.ofSeconds(1);
    server.outcome = task -> "{\"status\":\"dreaming\"}";
    long begin = System.nanoTime();
    String message = DinoXFailuresTest.failure(server.client(second, 5000, null, "eye"));
    assertTrue(message.contains("no answer within 1.0 s (the task is 'dreaming')"), message);
    server.faults = call -> FakeFault.slow(8000);
    message = DinoXFailuresTest.failure(server.client(second, 5000, null, "eye"));
    assertTrue(message.contains("within 1.0 s (the image is being sent)"), message);
    assertTrue(System.nanoTime() - begin < 7_000_000_000L, "late");
  }

  @Test
  void unknownStatusMayPass() throws IOException {
    int[] asked = {0};
    server.outcome =
        task ->
            asked[0]++ < 3
                ? "{\"status\":\"queued\"}"
                : FakeDinoX.success(FakeDinoX.object("eye", FakeDinoX.middle(task)));
    assertAnswered();
  }

  @Test
  void interruption() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    server.outcome =
        task -> {
          running.countDown();
          return "{\"status\":\"running\"}";
        };
    AtomicReference<Exception> thrown = new AtomicReference<>();
    List<Boolean> flags = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                server.client("eye", "ear", "muzzle").segment("a/1", IMAGE);
              } catch (Exception e) {
                thrown.set(e);
                flags.add(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    running.await();
    thread.interrupt();
    thread.join();
    assertEquals(CancellationException.class, thrown.get().getClass());
    assertEquals(List.of(true), flags);
    DinoXFailuresTest.oneLine(thrown.get());
  }
}
