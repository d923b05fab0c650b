package org.segmentattribution.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A hub and its file server on this machine, with one repository. It speaks the interface that
 * huggingface_hub 2.4 uses, and misbehaves as it is asked to.
 */
public final class FakeHub implements AutoCloseable {
  /** The repository. */
  public static final String REPOSITORY = "acme/tiny-clipseg";

  /** Canary: must reach the hub alone. */
  public static final String TOKEN = "hf_canary8c1f5e9b7a";

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answers a request in another way; returns whether it did. */
  @FunctionalInterface
  public interface Misbehaviour {
    boolean answers(HttpExchange exchange, int attempt) throws IOException;
  }

  private final HttpServer hub;
  private final HttpServer files;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

  /** Content by path. */
  public final Map<String, byte[]> content = new TreeMap<>();

  /** Requests to the hub: method, path, Authorization and Range, with blanks between. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** Requests to the file server, in the same form. */
  public final List<String> fetched = new CopyOnWriteArrayList<>();

  public volatile Misbehaviour onHub = (exchange, attempt) -> false;
  public volatile Misbehaviour onFiles = (exchange, attempt) -> false;
  volatile String commit = COMMIT;
  volatile boolean blobs = true;
  volatile boolean gated;

  static {
    // otherwise each reply waits 40 ms for an acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  public FakeHub() throws IOException {
    hub = start(this::hub, 0);
    files = start(this::file, 0);
  }

  private FakeHub(int port) throws IOException {
    hub = start(this::hub, port);
    files = start(this::file, 0);
  }

  /** Serves a folder until the process ends: for calls of the whole program. */
  public static void main(String[] args) throws IOException {
    @SuppressWarnings("resource")
    FakeHub served = new FakeHub(Integer.parseInt(args[1]));
    Path folder = Path.of(args[0]);
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        served.content.put(
            folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    if (args.length > 2) {
      served.onFiles = (exchange, attempt) -> served.sendsSlowly(exchange, args[2]);
    }
    System.out.println("serving " + REPOSITORY + " at " + served.address());
  }

  /** Sends so many bytes in a second. */
  private boolean sendsSlowly(HttpExchange exchange, String rate) throws IOException {
    byte[] bytes = content.get(exchange.getRequestURI().getPath().substring(1));
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
    int step = Integer.parseInt(rate) / 10;
    for (int i = from; i < bytes.length; i += step) {
      exchange.getResponseBody().write(bytes, i, Math.min(step, bytes.length - i));
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return true;
      }
    }
    return true;
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private HttpServer start(Handler handler, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
    server.start();
    return server;
  }

  /** Moves the branch to another commit; files of others are gone. */
  public void commitIs(String other) {
    commit = other;
  }

  /** Says that the licence must be accepted first. */
  public void gates() {
    gated = true;
  }

  /** Leaves sizes and hashes out of the list. */
  public void listsNames() {
    blobs = false;
  }

  /** Address of the hub. */
  public String address() {
    return "http://127.0.0.1:" + hub.getAddress().getPort();
  }

  /** Address of the file server, which is another host. */
  public String filesAddress() {
    return "http://127.0.0.1:" + files.getAddress().getPort();
  }

  private int attempt(HttpExchange exchange) {
    String key = exchange.getLocalAddress() + exchange.getRequestMethod() + path(exchange);
    return attempts.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
  }

  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().getRawPath();
  }

  private static String line(HttpExchange exchange) {
    return exchange.getRequestMethod()
        + " "
        + path(exchange)
        + " "
        + exchange.getRequestHeaders().getFirst("Authorization")
        + " "
        + exchange.getRequestHeaders().getFirst("Range");
  }

  private void hub(HttpExchange exchange) throws IOException {
    asked.add(line(exchange));
    if (onHub.answers(exchange, attempt(exchange))) {
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (path.matches("/api/models/" + REPOSITORY + "/revision/.*")
        && !path.endsWith("/main")
        && !path.endsWith("/" + commit)) {
      error(exchange, 404, "RevisionNotFound");
    } else if (path.startsWith("/api/models/" + REPOSITORY + "/tree/")) {
      json(exchange, tree().toString());
    } else if (path.equals("/api/models/" + REPOSITORY)
        || path.startsWith("/api/models/" + REPOSITORY + "/revision/")) {
      json(exchange, listing().toString());
    } else if (path.startsWith("/cache/")) {
      // the client reads these headers where a redirect stays on the hub
      byte[] bytes = content.get(path.substring("/cache/".length()));
      exchange.getResponseHeaders().add("X-Repo-Commit", commit);
      exchange.getResponseHeaders().add("ETag", "\"" + gitBlob(bytes) + "\"");
      send(exchange, bytes);
    } else if (path.startsWith("/" + REPOSITORY + "/resolve/")) {
      resolve(exchange, path.substring(("/" + REPOSITORY + "/resolve/").length()));
    } else {
      error(exchange, 404, "RepoNotFound");
    }
  }

  private void resolve(HttpExchange exchange, String rest) throws IOException {
    String revision = rest.substring(0, rest.indexOf('/'));
    String path = rest.substring(rest.indexOf('/') + 1);
    byte[] bytes = content.get(path);
    if (bytes == null || !List.of("main", commit).contains(revision)) {
      error(exchange, 404, bytes == null ? "EntryNotFound" : "RevisionNotFound");
      return;
    }
    exchange.getResponseHeaders().add("X-Repo-Commit", commit);
    exchange.getResponseHeaders().add("X-Linked-Size", "" + bytes.length);
    String etag = isLarge(path) ? sha256(bytes) : gitBlob(bytes);
    exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + etag + "\"");
    exchange.getResponseHeaders().add("ETag", "\"" + etag + "\"");
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            isLarge(path) ? filesAddress() + "/" + path + "?Signature=x%2By" : "/cache/" + path);
    exchange.sendResponseHeaders(isLarge(path) ? 302 : 307, -1);
  }

  private void file(HttpExchange exchange) throws IOException {
    fetched.add(line(exchange));
    if (!onFiles.answers(exchange, attempt(exchange))) {
      send(exchange, content.get(exchange.getRequestURI().getPath().substring(1)));
    }
  }

  /** Sends content, or the part that was asked for. */
  static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", "" + bytes.length);
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    int length = bytes.length - from;
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
    exchange.getResponseBody().write(bytes, from, length);
  }

  static void json(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static void error(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().add("X-Error-Code", code);
    exchange.sendResponseHeaders(status, -1);
  }

  ObjectNode listing() {
    ObjectNode root = JSON.createObjectNode();
    root.put("id", REPOSITORY).put("sha", commit).put("private", false);
    if (gated) {
      root.put("gated", "auto");
    } else {
      root.put("gated", false);
    }
    root.putObject("cardData").put("license", "apache-2.0");
    root.putArray("tags").add("license:apache-2.0");
    ArrayNode siblings = root.putArray("siblings");
    content.forEach(
        (path, bytes) -> {
          ObjectNode one = siblings.addObject().put("rfilename", path);
          if (blobs) {
            one.put("size", bytes.length).put("blobId", gitBlob(bytes));
            if (isLarge(path)) {
              one.put("blobId", gitBlob("pointer".getBytes(StandardCharsets.UTF_8)));
              one.putObject("lfs")
                  .put("sha256", sha256(bytes))
                  .put("size", bytes.length)
                  .put("pointerSize", 134);
            }
          }
        });
    return root;
  }

  private ArrayNode tree() {
    ArrayNode tree = JSON.createArrayNode();
    content.forEach(
        (path, bytes) -> {
          ObjectNode one = tree.addObject().put("type", "file").put("path", path);
          one.put("size", bytes.length).put("oid", gitBlob(bytes));
          if (isLarge(path)) {
            one.putObject("lfs")
                .put("oid", sha256(bytes))
                .put("size", bytes.length)
                .put("pointerSize", 134);
          }
        });
    return tree;
  }

  private static boolean isLarge(String path) {
    return path.matches(".*\\.(onnx|onnx_data|safetensors|bin)");
  }

  static String sha256(byte[] bytes) {
    return hash("SHA-256", bytes);
  }

  /** The hash that git has of a file: SHA-1 over a header and the content. */
  static String gitBlob(byte[] bytes) {
    byte[] head = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return hash("SHA-1", all);
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    files.stop(0);
    threads.shutdownNow();
  }
}
