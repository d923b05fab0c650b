package org.segmentattribution.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Chromium without a window, driven over its DevTools protocol: pages, keys, what went wrong. */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<JsonNode> events = new ArrayList<>();
  private String session;
  private int last;

  private Browser(Process process, String address) {
    this.process = process;
    StringBuilder text = new StringBuilder();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
            text.append(part);
            if (whole) {
              try {
                messages.add(JSON.readTree(text.toString()));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              text.setLength(0);
            }
            from.request(1);
            return null;
          }
        };
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), listener)
            .join();
  }

  /** The program, if there is one. */
  public static Optional<Path> installed() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with an empty page; {@code profile} is an empty folder of its own. */
  public static Browser start(Path program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path where = profile.resolve("DevToolsActivePort");
    for (long tenths = 0; tenths < 10 * SECONDS && process.isAlive(); tenths++) {
      List<String> lines = Files.exists(where) ? Files.readAllLines(where) : List.of();
      if (lines.size() > 1) {
        return new Browser(process, "ws://127.0.0.1:" + lines.get(0) + lines.get(1)).page();
      }
      pause();
    }
    process.destroyForcibly();
    throw new IOException("the browser does not listen");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Talks to the first page from here on, through the one connection. */
  private Browser page() throws IOException {
    JsonNode targets = call("Target.getTargets", "{}").get("targetInfos");
    for (JsonNode target : targets) {
      if (target.get("type").asText().equals("page")) {
        ObjectNode to = JSON.createObjectNode();
        to.put("targetId", target.get("targetId").asText()).put("flatten", true);
        session = call("Target.attachToTarget", to.toString()).get("sessionId").asText();
      }
    }
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      call(domain + ".enable", "{}");
    }
    return this;
  }

  /** Sends a command and waits for its answer; events on the way are kept. */
  JsonNode call(String method, String parameters) throws IOException {
    ObjectNode command = JSON.createObjectNode().put("id", ++last).put("method", method);
    command.set("params", JSON.readTree(parameters));
    if (session != null) {
      command.put("sessionId", session);
    }
    socket.sendText(command.toString(), true).join();
    while (true) {
      JsonNode message = next();
      if (message.path("id").asInt() == last) {
        if (message.has("error")) {
          throw new IOException(method + ": " + message.get("error"));
        }
        return message.get("result");
      }
      events.add(message);
    }
  }

  private JsonNode next() throws IOException {
    try {
      JsonNode message = messages.poll(SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IOException("no answer from the browser for " + SECONDS + " s");
      }
      return message;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Opens a file, at a fragment such as {@code #main} or nothing, and waits until it is loaded. */
  void open(Path file, String fragment) throws IOException {
    // another fragment of the page that is open would not load it again
    go("about:blank");
    go(file.toUri() + fragment);
  }

  /** Opens an address, and waits until it is loaded. */
  public void visit(String address) throws IOException {
    go("about:blank");
    go(address);
  }

  private void go(String address) throws IOException {
    events.clear();
    call("Page.navigate", JSON.createObjectNode().put("url", address).toString());
    while (events.stream()
        .noneMatch(e -> e.path("method").asText().equals("Page.loadEventFired"))) {
      events.add(next());
    }
  }

  /** The value of an expression in the page, as text. */
  public String evaluate(String expression) throws IOException {
    ObjectNode what = JSON.createObjectNode().put("expression", expression);
    what.put("returnByValue", true).put("awaitPromise", true);
    JsonNode answer = call("Runtime.evaluate", what.toString());
    if (answer.has("exceptionDetails")) {
      throw new IOException(answer.get("exceptionDetails").toString());
    }
    return answer.get("result").path("value").asText();
  }

  /** Presses and releases a key, such as {@code Tab} or {@code Enter}. */
  public void press(String key, int code, String text) throws IOException {
    ObjectNode event = JSON.createObjectNode().put("type", "keyDown").put("key", key);
    event.put("code", key).put("windowsVirtualKeyCode", code).put("text", text);
    call("Input.dispatchKeyEvent", event.toString());
    event.put("type", "keyUp").remove("text");
    call("Input.dispatchKeyEvent", event.toString());
    evaluate("new Promise(done => setTimeout(done, 60))");
  }

  /** Types text into what has the focus. */
  public void type(String text) throws IOException {
    call("Input.insertText", JSON.createObjectNode().put("text", text).toString());
  }

  /** What the browser fetched or complained of since the page was opened. */
  List<String> complaints(Path file) {
    return complaints(url -> url.split("#")[0].equals(file.toUri().toString()));
  }

  /** The same, for a page that may fetch from some addresses. */
  public List<String> complaints(Predicate<String> allowed) {
    List<String> complaints = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode what = event.path("params");
      switch (event.path("method").asText()) {
        case "Network.requestWillBeSent" -> {
          String url = what.path("request").path("url").asText();
          if (!url.startsWith("data:") && !allowed.test(url)) {
            complaints.add("request " + url);
          }
        }
        case "Runtime.exceptionThrown", "Page.javascriptDialogOpening" ->
            complaints.add(event.toString());
        case "Log.entryAdded" -> complaints.add(what.path("entry").toString());
        case "Runtime.consoleAPICalled" -> complaints.add(what.toString());
        default -> {
          // the rest is about how far the page has come
        }
      }
    }
    return complaints;
  }

  /** What is seen of the page in a window, as PNG. */
  public byte[] screenshot(int width, int height, boolean dark) throws IOException {
    ObjectNode size = JSON.createObjectNode().put("width", width).put("height", height);
    size.put("deviceScaleFactor", 1).put("mobile", false);
    call("Emulation.setDeviceMetricsOverride", size.toString());
    String scheme = dark ? "dark" : "light";
    call(
        "Emulation.setEmulatedMedia",
        "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \""
            + scheme
            + "\"}, {\"name\": \"prefers-reduced-motion\", \"value\": \"reduce\"}]}");
    return Base64.getDecoder().decode(call("Page.captureScreenshot", "{}").get("data").asText());
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
