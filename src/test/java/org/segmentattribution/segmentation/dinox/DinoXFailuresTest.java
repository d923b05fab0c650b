package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.RgbImage;

/** What ends an image or the batch, and what is said then. */
@Timeout(30)
class DinoXFailuresTest {
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

  static String failure(DinoX client) {
    return oneLine(assertThrows(IOException.class, () -> client.segment("a/1", IMAGE)));
  }

  private String failure() {
    return failure(server.client("eye"));
  }

  private String failureOf(String outcome) {
    server.outcome = task -> outcome;
    return failure();
  }

  private String refusal(FakeFault fault) {
    server.faults = call -> fault;
    DinoX client = server.client("eye");
    String first = oneLine(assertThrows(DinoXRefusal.class, () -> client.segment("a/1", IMAGE)));
    int requests = server.requests.get();
    assertThrows(DinoXRefusal.class, () -> client.segment("a/2", RgbImage.black(3, 3)));
    assertEquals(requests, server.requests.get(), "asked again");
    return first;
  }

  static String oneLine(Throwable thrown) {
    String message = thrown.getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("a/1: DINO-X: "), message);
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertFalse(t.toString().contains(FakeDinoX.TOKEN), t.toString());
      assertFalse(t.toString().contains("base64"), t.toString());
    }
    return message;
  }

  @Test
  void refusals() {
    String echo = "{\"msg\":\"token " + FakeDinoX.TOKEN + " unknown\"}";
    String message = refusal(FakeFault.status(401, echo));
    assertTrue(message.contains("HTTP 401: token *** unknown") && message.contains("DINOX_API"));
    String escaped = echo.replace("/", "\\/");
    assertTrue(refusal(FakeFault.status(403, escaped)).contains("token *** unknown"));
    assertTrue(refusal(FakeFault.status(402, "")).contains("used up"));
    String quota = "{\"code\":200031,\"msg\":\"Token out of quota\"}";
    for (int status : List.of(200, 400, 429)) {
      assertTrue(refusal(FakeFault.status(status, quota)).contains("out of quota"));
    }
  }

  @Test
  void aRefusedQuestionIsARefusalToo() {
    server.faults = call -> call.isCreate() ? FakeFault.none() : FakeFault.status(401, "not you");
    assertThrows(DinoXRefusal.class, () -> server.client("eye").segment("a/1", IMAGE));
  }

  @Test
  void aTaskMayFailForWantOfMoney() {
    server.outcome = task -> FakeDinoX.failed("token out of quota");
    assertThrows(DinoXRefusal.class, () -> server.client("eye").segment("a/1", IMAGE));
  }

  @Test
  void failuresOfOneImage() {
    assertTrue(failureOf(FakeDinoX.failed("")).contains("the task failed (no reason given)"));
    assertTrue(failureOf(FakeDinoX.failed("too\\ndark")).contains("the task failed (too dark)"));
    assertTrue(failureOf("{\"status\":\"success\"}").contains("without result.objects"));
    server.faults = call -> FakeFault.status(404, "{\"msg\":\"Resource Not Found\"}");
    assertTrue(failure().contains("HTTP 404: Resource Not Found"));
    server.faults = call -> FakeFault.status(302, "");
    assertTrue(failure().contains("HTTP 302"));
    String bytes = "data:image/jpeg;base64," + "QUJD".repeat(100);
    server.faults = call -> FakeFault.status(400, "{\"errors\":[\"bad " + bytes + "\"]}");
    String message =
        assertThrows(IOException.class, () -> server.client("eye").segment("a/1", IMAGE))
            .getMessage();
    assertTrue(message.contains("HTTP 400: [\"bad") && !message.contains("QUJDQUJD"), message);
    server.faults = call -> FakeFault.status(200, "{\"code\":7,\"msg\":\"a\\nb\"}");
    assertTrue(failure().contains("code 7: a b"));
  }

  @Test
  void repliesAreBounded() {
    server.faults = call -> call.isCreate() ? FakeFault.none() : FakeFault.large(17);
    assertTrue(failure().contains("more than 16 MiB"), failure());
  }

  @Test
  void objectsAndPartsAreBounded() {
    String[] many = new String[11_000];
    Arrays.fill(many, "{\"category\":\"eye\"}");
    assertTrue(failureOf(FakeDinoX.success(many)).contains("an answer of 11000 objects"));
    String[] more = new String[300_000];
    Arrays.fill(more, "{\"category\":\"eye\"}");
    assertTrue(failureOf(FakeDinoX.success(more)).contains("too many or too deeply nested parts"));
    String deep = "{\"status\":\"success\",\"result\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    assertTrue(failureOf(deep).contains("too many or too deeply nested parts"));
    String[] masks = new String[9_000];
    Arrays.fill(masks, FakeDinoX.object("eye", "{\"counts\":\"0\",\"size\":[1,1]}"));
    server.outcome = task -> FakeDinoX.success(masks);
    DinoX client = server.client("eye");
    String said =
        assertThrows(IOException.class, () -> client.segment("a/1", RgbImage.black(3000, 2000)))
            .getMessage();
    assertTrue(said.contains("9000 masks of 3000x2000 pixels take 6437 MiB"), said);
  }

  @Test
  void anImageThatFailsIsPaidForOnce() {
    server.outcome = task -> FakeDinoX.success(FakeDinoX.object("eye", FakeDinoX.middle(3, 4)));
    DinoX client = server.client("eye");
    String first = failure(client);
    assertEquals(first, failure(client));
    assertEquals(1, server.tasks().size());
    assertEquals(1, server.keys().size());
  }

  @Test
  void whoWaitsCanBeToldToGo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.outcome =
        task -> {
          asked.countDown();
          return "{\"status\":\"running\"}";
        };
    DinoX client = server.client("eye");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<List<Detection>> first = threads.submit(() -> client.segment("a/1", IMAGE));
    Future<List<Detection>> second = threads.submit(() -> client.segment("a/2", IMAGE));
    asked.await();
    try {
      DinoX.stopWaiting();
      for (Future<List<Detection>> answer : List.of(first, second)) {
        Throwable cause =
            assertThrows(ExecutionException.class, () -> answer.get(2, TimeUnit.SECONDS))
                .getCause();
        assertTrue(cause instanceof CancellationException, cause.toString());
      }
      assertThrows(CancellationException.class, () -> client.segment("a/3", IMAGE));
    } finally {
      DinoX.waitAgain();
      threads.shutdown();
      Thread.interrupted();
    }
    server.outcome = task -> FakeDinoX.success();
    assertEquals(List.of(), server.client("eye").segment("a/1", IMAGE));
  }

  @Test
  void aWaitBeyondTheDeadlineIsNotBegun() {
    server.faults = call -> FakeFault.busy("86400");
    assertTrue(failure().contains("no answer within 20.0 s (HTTP 429)"), failure());
  }

  @Test
  void noServer() {
    DinoX client = server.client(Duration.ofSeconds(1), 5000, null, "eye");
    server.close();
    String message = failure(client);
    assertTrue(message.contains("ConnectException"), message);
  }
}
