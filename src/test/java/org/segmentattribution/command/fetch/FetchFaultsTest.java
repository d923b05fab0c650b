package org.segmentattribution.command.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.hub.FakeHub;
import org.segmentattribution.hub.HubToken;

/** A hub that misbehaves. */
class FetchFaultsTest extends Fetching {
  @ParameterizedTest
  @CsvSource({"onnx/model.onnx, its hash is not", "config.json, its hash is not"})
  void aFileWithAnotherHashIsNotUsed(String path, String said) {
    byte[] other = hub.content.get(path).clone();
    other[3] ^= 1;
    FakeHub.Misbehaviour lies =
        (exchange, attempt) -> {
          boolean sends = !exchange.getRequestURI().getPath().contains("/resolve/");
          return sends
              && exchange.getRequestURI().getPath().endsWith(path)
              && sends(exchange, other);
        };
    hub.onHub = lies;
    hub.onFiles = lies;
    String message = failure(RunFailed.class);
    assertTrue(message.startsWith(path) && message.contains(said), message);
  }

  private static boolean sends(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    return true;
  }

  @Test
  void sizesThatDoNotAgreeAreRefused() {
    hub.onFiles = (exchange, attempt) -> sends(exchange, new byte[300_000]);
    assertTrue(failure(RunFailed.class).contains("has 200000 bytes by the hub's list"));
    hub.onFiles =
        (exchange, attempt) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[50_000];
          try {
            for (; ; ) {
              exchange.getResponseBody().write(some);
            }
          } catch (IOException e) {
            return true;
          }
        };
    assertTrue(failure(RunFailed.class).contains("more is sent than the 200000 bytes"));
  }

  @Test
  void anAnswerThatTricklesIsGivenUp() {
    hub.onFiles =
        (exchange, attempt) -> {
          exchange.sendResponseHeaders(200, 200_000);
          try {
            for (int i = 0; i < 100; i++) {
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              Thread.sleep(50);
            }
          } catch (IOException | InterruptedException e) {
            return true;
          }
          return true;
        };
    assertTrue(failure(RunFailed.class).contains("has stopped on its way"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | RepoNotFound     | is not at",
        "404 | RevisionNotFound | has no revision 'main'",
        "401 | GatedRepo        | accept its licence on",
        "403 | GatedRepo        | accept its licence on",
        "401 | RepoNotFound     | the token in HF_TOKEN may not read it",
        "403 | x                | is gated (HTTP 403)"
      })
  void refusalsSayWhatToDo(int status, String code, String said) {
    hub.onHub =
        (exchange, attempt) -> {
          exchange.getResponseHeaders().add("X-Error-Code", code);
          exchange.sendResponseHeaders(status, -1);
          return true;
        };
    String message = failure(WrongInput.class);
    assertTrue(message.contains(said), message);
    assertEquals(1, hub.asked.size());
  }

  @Test
  void aGatedRepositoryIsRefusedBeforeTheQuestionWhereThereIsNoToken() throws IOException {
    hub.gates();
    requireWhole(fetch(), GRAPH);
    FetchSettings settings = settings(NAME, "fp16", false);
    FetchSettings without =
        new FetchSettings(
            NAME, "fp16", settings.endpoint(), HubToken.of(Map.of()), null, false, home());
    int asked = hub.asked.size();
    String message = assertThrows(WrongInput.class, () -> fetch(without)).getMessage();
    assertTrue(message.contains("is gated: accept its licence on " + hub.address()), message);
    assertTrue(message.contains("HF_TOKEN"), message);
    assertEquals(asked + 1, hub.asked.size());
    assertTrue(hub.asked.get(asked).contains(" null "), "no token, no header");
  }

  @Test
  void aFileThatIsSentCompressedIsRefused() {
    hub.onFiles =
        (exchange, attempt) -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          return sends(exchange, new byte[200_000]);
        };
    assertTrue(failure(RunFailed.class).contains("is sent compressed"));
  }

  @Test
  void aPartOfAnotherPlaceIsRefused() throws IOException {
    hub.onFiles =
        (exchange, attempt) -> {
          if (attempt == 1) {
            return sendsHalf(exchange);
          }
          exchange.getResponseHeaders().add("Content-Range", "bytes 0-99999/200000");
          exchange.sendResponseHeaders(206, 100_000);
          exchange.getResponseBody().write(new byte[100_000]);
          return true;
        };
    assertTrue(failure(RunFailed.class).contains("sends another part than was asked for"));
  }

  @Test
  void aBusyHubIsAskedAgain() throws IOException {
    hub.onHub =
        (exchange, attempt) -> {
          if (attempt > 2 || !exchange.getRequestURI().getPath().startsWith("/api/")) {
            return false;
          }
          exchange.getResponseHeaders().add("Retry-After", attempt == 1 ? "0" : "1");
          exchange.sendResponseHeaders(attempt == 1 ? 500 : 429, -1);
          return true;
        };
    long begin = System.nanoTime();
    requireWhole(fetch(), GRAPH);
    assertTrue(System.nanoTime() - begin > 1_000_000_000, "it waits as long as it was asked to");
  }

  @Test
  void aHubThatAsksForALongWaitIsLeftAlone() {
    hub.onHub =
        (exchange, attempt) -> {
          exchange.getResponseHeaders().add("Retry-After", "3600");
          exchange.sendResponseHeaders(429, -1);
          return true;
        };
    assertTrue(failure(RunFailed.class).contains("asks to wait 3600 s"));
    assertEquals(1, hub.asked.size());
  }

  @Test
  void aWebPageIsNoHub() {
    hub.onHub = (exchange, attempt) -> sends(exchange, "<!doctype html>".getBytes());
    assertTrue(failure(RunFailed.class).contains("does not answer as a hub: it sends a web page"));
    hub.onHub = (exchange, attempt) -> sends(exchange, "{\"id\": 3}".getBytes());
    assertTrue(failure(RunFailed.class).contains("no commit and list of files"));
    hub.onHub = (exchange, attempt) -> sends(exchange, new byte[20_000_000]);
    assertTrue(failure(RunFailed.class).contains("more than an answer may have"));
  }

  @Test
  void redirectsHaveAnEndAndStayEncrypted() {
    hub.onFiles = (exchange, attempt) -> redirects(exchange, "/again" + attempt);
    assertTrue(failure(RunFailed.class).contains("redirects more than 5 times"));
    hub.onFiles = (exchange, attempt) -> redirects(exchange, "http://example.org/model.onnx");
    assertTrue(failure(RunFailed.class).contains("redirects to http://example.org, which is not"));
    hub.onFiles = (exchange, attempt) -> redirects(exchange, "file:///etc/passwd");
    assertTrue(failure(RunFailed.class).contains("redirects to no address of a server"));
  }

  private static boolean redirects(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().add("Location", location);
    exchange.sendResponseHeaders(302, -1);
    return true;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../config.json",
        "/etc/config.json",
        "onnx/../../model.onnx",
        "onnx\\model.onnx",
        "onnx//model.onnx",
        "./config.json",
        "onnx/con.onnx",
        "onnx/a:b.onnx",
        "a\u0000.onnx",
        "onnx/model.onnx\n",
        "onnx/LICENSE/../model.onnx"
      })
  void aNameThatIsNotSafeIsRefused(String path) {
    hub.content.put(path, new byte[] {1});
    assertTrue(failure(RunFailed.class).contains("whose name is not safe"));
    assertTrue(hub.fetched.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"samples/Screenshot 10:20.png", "con.png", "what?.txt"})
  void anOddNameOfAFileThatIsNotWantedIsNoReason(String path) throws IOException {
    hub.content.put(path, new byte[] {1});
    requireWhole(fetch(), GRAPH);
  }

  @Test
  void aFileThatIsListedButNotThereIsTheHubsFault() {
    hub.onFiles =
        (exchange, attempt) -> {
          exchange.sendResponseHeaders(404, -1);
          return true;
        };
    String message = failure(RunFailed.class);
    assertTrue(message.contains("lists " + GRAPH + ", but " + hub.address()), message);
  }

  @Test
  void aLinkInTheWayIsRefused() throws IOException {
    hub.onFiles = (exchange, attempt) -> sendsHalf(exchange);
    failure(RunFailed.class);
    Path onnx = folder.resolve("cache/acme/.sat-get-tiny-clipseg/onnx");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.delete(onnx.resolve("model.onnx.part"));
    Files.delete(onnx);
    Files.createSymbolicLink(onnx, elsewhere);
    hub.onFiles = (exchange, attempt) -> false;
    assertTrue(failure(WrongInput.class).contains("is a link; delete it"));
    assertEquals(Map.of(), inside(elsewhere));
  }

  @Test
  void aFileOfAnotherCommitIsNotUsed() {
    hub.onHub =
        (exchange, attempt) -> {
          if (exchange.getRequestURI().getPath().contains("/resolve/")) {
            hub.commitIs("d".repeat(40));
          }
          return false;
        };
    String message = failure(WrongInput.class);
    assertTrue(message.contains("has no revision") || message.contains("commit"), message);
  }
}
