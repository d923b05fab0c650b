package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.segmentattribution.api.Mask;
import org.segmentattribution.segmentation.pixels.RunLengths;

/**
 * A server on this machine that speaks DINO-X's API v2 and misbehaves as it is told. Images are
 * known by their size, so tests give each its own. A task is waiting, then running, then done.
 */
final class FakeDinoX implements AutoCloseable {
  /** One kind of call about one image. */
  record Call(boolean isCreate, int width, int height, int attempt) {}

  /** A task, known by the key it was created with. */
  record Task(String uuid, int width, int height, JsonNode request) {
    Call call(boolean isCreate, int attempt) {
      return new Call(isCreate, width, height, attempt);
    }
  }

  /** One call as it came; the body is null where there is none. */
  record Received(String method, String path, Map<String, List<String>> headers, JsonNode body) {}

  /** Canary: must appear nowhere but in the header. */
  static final String TOKEN = "canary/8c1f5e9b7a";

  /** Of its clients. */
  static final int CONCURRENCY = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Task> byKey = new ConcurrentHashMap<>();
  private final Map<String, Task> byUuid = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  /** What went against the protocol; must stay empty. */
  final Queue<String> violations = new ConcurrentLinkedQueue<>();

  /** Every call about tasks, in order. */
  final Queue<Received> received = new ConcurrentLinkedQueue<>();

  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger mostTasks = new AtomicInteger();

  /** How the next call misbehaves. */
  volatile Function<Call, FakeFault> faults = call -> FakeFault.none();

  /** The status of a task, as the JSON below {@code data}, from the second question on. */
  volatile Function<Task, String> outcome = task -> success(object("eye", middle(task)));

  static {
    // otherwise each reply waits 40 ms for an acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  FakeDinoX() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v2/task/dinox/detection", e -> handle(e, this::create));
    server.createContext("/v2/task_status/", e -> handle(e, this::status));
    server.createContext("/", e -> handle(e, other -> unknownPath(other)));
    server.start();
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void handle(HttpExchange exchange, Handler handler) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      check(TOKEN.equals(exchange.getRequestHeaders().getFirst("Token")), "header Token");
      check(!exchange.getRequestURI().toString().contains(TOKEN), "token in " + exchange);
      handler.handle(exchange);
    } catch (RuntimeException e) {
      violations.add(e.toString());
    }
  }

  private void create(HttpExchange exchange) throws IOException {
    check(exchange.getRequestMethod().equals("POST"), "POST");
    check("application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")), "JSON");
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    check(key != null && key.matches("[0-9a-f]{32}"), "Idempotency-Key " + key);
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    BufferedImage image = image(request.path("image").asText());
    note(exchange, request);
    Task task = new Task("task-" + key, image.getWidth(), image.getHeight(), request);
    FakeFault fault = faults.apply(task.call(true, count("create " + key)));
    if (fault.isProcessed() && byKey.putIfAbsent(key, task) == null) {
      byUuid.put(task.uuid(), task);
      mostTasks.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }
    fault.send(
        exchange, "{\"code\":0,\"msg\":\"ok\",\"data\":{\"task_uuid\":\"" + task.uuid() + "\"}}");
  }

  private BufferedImage image(String uri) throws IOException {
    check(uri.matches("(?s)data:image/(png|jpeg);base64,.*"), "data URI");
    return decode(uri);
  }

  /** Decodes the picture of a data URI. */
  static BufferedImage decode(String uri) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  private void status(HttpExchange exchange) throws IOException {
    check(exchange.getRequestMethod().equals("GET"), "GET");
    note(exchange, null);
    String path = exchange.getRequestURI().getPath();
    Task task = byUuid.get(path.substring(path.lastIndexOf('/') + 1));
    check(task != null, "unknown " + path);
    FakeFault fault = faults.apply(task.call(false, count("status " + task.uuid())));
    String data =
        switch (fault.isProcessed() ? count("seen " + task.uuid()) : 0) {
          case 0 -> "{\"status\":\"waiting\",\"error\":\"\"}";
          case 1 -> "{\"status\":\"running\",\"error\":\"\"}";
          default -> outcome.apply(task);
        };
    if (data.contains("success") || data.contains("failed")) {
      if (count("done " + task.uuid()) == 0) {
        inFlight.decrementAndGet();
      }
    }
    fault.send(exchange, "{\"code\":0,\"msg\":\"ok\",\"data\":" + data + "}");
  }

  private void note(HttpExchange exchange, JsonNode body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    String path = exchange.getRequestURI().toString();
    received.add(new Received(exchange.getRequestMethod(), path, headers, body));
  }

  private void unknownPath(HttpExchange exchange) throws IOException {
    check(false, "path " + exchange.getRequestURI());
    FakeFault.status(404, "{\"msg\":\"Resource Not Found\"}").send(exchange, "");
  }

  /** How often this was counted before. */
  private int count(String what) {
    return counts.computeIfAbsent(what, w -> new AtomicInteger()).getAndIncrement();
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      violations.add(what);
    }
  }

  static String success(String... objects) {
    return "{\"status\":\"success\",\"error\":\"\",\"result\":{\"objects\":["
        + String.join(",", objects)
        + "]}}";
  }

  static String failed(String error) {
    return "{\"status\":\"failed\",\"error\":\"" + error + "\"}";
  }

  static String object(String category, Mask mask) {
    return object(
        category,
        "{\"counts\":\"%s\",\"size\":[%d,%d],\"format\":\"coco_rle\"}"
            .formatted(RunLengths.coco(mask).replace("\\", "\\\\"), mask.height(), mask.width()));
  }

  static String object(String category, String mask) {
    return "{\"category\":\"%s\",\"score\":0.61,\"bbox\":[0,0,1,1],\"mask\":%s}"
        .formatted(category, mask);
  }

  /** The inner half of what was sent. */
  static Mask middle(Task task) {
    return middle(task.width(), task.height());
  }

  static Mask middle(int width, int height) {
    return Mask.of(
        width,
        height,
        (x, y) -> 4 * x >= width && 4 * x < 3 * width && 4 * y >= height && 4 * y < 3 * height);
  }

  /** A client of this server that waits a few milliseconds between calls. */
  DinoX client(Duration deadline, int callMillis, Path cache, String... prompts) {
    return client(DinoXQuestion.of(List.of(prompts)), deadline, callMillis, cache);
  }

  private DinoX client(DinoXQuestion question, Duration deadline, int callMillis, Path cache) {
    DinoXSettings settings = new DinoXSettings(endpoint(), question, CONCURRENCY, deadline, cache);
    Duration call = Duration.ofMillis(callMillis);
    Duration pause = Duration.ofMillis(2);
    DinoXTiming timing = new DinoXTiming(pause, call, call, pause, pause.multipliedBy(10));
    return new DinoX(settings, DinoXToken.of(TOKEN), timing);
  }

  /** A patient client without a cache. */
  DinoX client(String... prompts) {
    return client(Duration.ofSeconds(20), 5000, null, prompts);
  }

  /** A patient client that asks something else than the vendor's samples. */
  DinoX client(DinoXQuestion question) {
    return client(question, Duration.ofSeconds(20), 5000, null);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every task that was created. */
  List<Task> tasks() {
    return List.copyOf(byKey.values());
  }

  /** Keys of all creations that were tried, whatever came of them. */
  Set<String> keys() {
    Set<String> keys = ConcurrentHashMap.newKeySet();
    counts.keySet().stream()
        .filter(what -> what.startsWith("create "))
        .forEach(what -> keys.add(what.substring("create ".length())));
    return keys;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Runs alone until its input ends: for {@code scripts/record-dinox-requests.py --ask URL}. */
  public static void main(String[] args) throws IOException {
    try (FakeDinoX server = new FakeDinoX()) {
      System.out.println(server.endpoint());
      int ended = System.in.read();
      System.out.println(server.requests + " requests, wrong: " + server.violations + " " + ended);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
