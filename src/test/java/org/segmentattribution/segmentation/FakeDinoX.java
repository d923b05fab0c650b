package org.segmentattribution.segmentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.segmentattribution.image.Mask;

/** A server that speaks DINO-X's protocol over a socket, and misbehaves when it is told to. */
final class FakeDinoX implements AutoCloseable {
  static final String TOKEN = "canary-0123456789";
  private static final ObjectMapper JSON = new ObjectMapper();

  enum Fault {
    NONE,
    UNAUTHORISED,
    PAYMENT,
    TOO_MANY,
    TOO_MANY_AFTER,
    ERROR,
    SLOW,
    DROP,
    TRUNCATED,
    BUSY,
    UNKNOWN_STATUS,
    FAILED,
    WRONG_SIZE,
    OVERFLOW,
    NOTHING,
    STRANGER
  }

  private final HttpServer server;

  /** What happens to the next calls, in turn; nothing once it is empty. */
  final Queue<Fault> creating = new ArrayDeque<>();

  final Queue<Fault> polling = new ArrayDeque<>();

  /** Tasks by idempotency key: what is paid for. */
  final Map<String, String> paid = new ConcurrentHashMap<>();

  final AtomicInteger calls = new AtomicInteger();
  volatile JsonNode lastQuestion;
  private final Map<String, JsonNode> tasks = new ConcurrentHashMap<>();

  FakeDinoX() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/v2/task/dinox/detection", call -> answer(call, next(creating), true));
    server.createContext("/v2/task_status/", call -> answer(call, next(polling), false));
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static synchronized Fault next(Queue<Fault> faults) {
    return faults.isEmpty() ? Fault.NONE : faults.remove();
  }

  private void answer(HttpExchange call, Fault fault, boolean create) throws IOException {
    calls.incrementAndGet();
    byte[] body = call.getRequestBody().readAllBytes();
    boolean known = TOKEN.equals(call.getRequestHeaders().getFirst("Token"));
    if (!known || fault == Fault.UNAUTHORISED) {
      // a rude server sends back what it was sent
      send(call, 401, "{\"code\":1,\"msg\":\"bad token " + TOKEN + "\"}");
      return;
    }
    String done = create ? created(call, body) : state(call, fault);
    switch (fault) {
      case PAYMENT -> send(call, 402, "{\"code\":2,\"msg\":\"token out of quota\"}");
      case TOO_MANY -> send(call, 429, "{\"msg\":\"slow down, " + TOKEN + "\"}");
      case TOO_MANY_AFTER -> {
        call.getResponseHeaders().set("Retry-After", "1");
        send(call, 429, "");
      }
      case ERROR -> send(call, 500, "<html>sorry</html>");
      case BUSY -> send(call, 200, "{\"code\":202001,\"msg\":\"try again\"}");
      case DROP -> call.close();
      case TRUNCATED -> send(call, 200, done.substring(0, done.length() / 2));
      case SLOW -> {
        try {
          Thread.sleep(1500);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        send(call, 200, done);
      }
      default -> send(call, 200, done);
    }
  }

  private String created(HttpExchange call, byte[] body) throws IOException {
    lastQuestion = JSON.readTree(body);
    String key = call.getRequestHeaders().getFirst("Idempotency-Key");
    String task = paid.computeIfAbsent(key, k -> "task-" + k);
    tasks.put(task, lastQuestion);
    return "{\"code\":0,\"msg\":\"ok\",\"data\":{\"task_uuid\":\"" + task + "\"}}";
  }

  private String state(HttpExchange call, Fault fault) throws IOException {
    String path = call.getRequestURI().getPath();
    JsonNode question = tasks.get(path.substring(path.lastIndexOf('/') + 1));
    ObjectNode answer = JSON.createObjectNode().put("code", 0).put("msg", "ok");
    ObjectNode data = answer.putObject("data");
    if (fault == Fault.UNKNOWN_STATUS) {
      data.put("status", "meditating " + TOKEN);
    } else if (fault == Fault.FAILED) {
      data.put("status", "failed").put("error", "");
    } else {
      data.put("status", "success");
      objects(question, data.putObject("result").putArray("objects"), fault);
    }
    return answer.toString();
  }

  /** For each text the left half of the picture. */
  private static void objects(JsonNode question, ArrayNode objects, Fault fault)
      throws IOException {
    String uri = question.path("image").asText();
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    int width = picture.getWidth();
    int height = picture.getHeight();
    Mask left = Mask.of(width, height, (x, y) -> x < width / 2);
    String texts = question.path("prompt").path("text").asText("anything");
    for (String text : fault == Fault.NOTHING ? new String[0] : texts.split("\\.")) {
      ObjectNode object = objects.addObject();
      object.put("category", fault == Fault.STRANGER ? "unicorn" : text.toUpperCase());
      object.put("score", 0.5);
      ObjectNode mask = object.putObject("mask");
      mask.put("format", "coco_rle");
      mask.put("counts", fault == Fault.OVERFLOW ? "ooooooooo0" : RunLengths.coco(left));
      mask.putArray("size").add(fault == Fault.WRONG_SIZE ? height + 1 : height).add(width);
    }
  }

  private static void send(HttpExchange call, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
