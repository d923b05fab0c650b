package org.segmentattribution.command.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.models.InstalledModel;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.hub.FakeHub;
import org.segmentattribution.hub.HubEndpoint;
import org.segmentattribution.hub.HubTiming;
import org.segmentattribution.hub.HubToken;
import org.segmentattribution.pipeline.Progress;

class FetchModelTest {
  private static final String NAME = "hf:" + FakeHub.REPOSITORY;
  private static final String GRAPH = "onnx/model.onnx";

  private static final HubTiming QUICK =
      new HubTiming(
          Duration.ofSeconds(5),
          Duration.ofMillis(400),
          100,
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          3);

  private final List<String> notes = new ArrayList<>();
  private FakeHub hub;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
    text("config.json", "{\"model_type\": \"clipseg\"}");
    text("preprocessor_config.json", "{}");
    text("tokenizer.json", "{\"version\": \"1.0\"}");
    text("README.md", "---\nlicense: apache-2.0\n---\n");
    text(".gitattributes", "*.onnx filter=lfs\n");
    random(GRAPH, 200_000);
    random("onnx/model_fp16.onnx", 100_000);
    random("onnx/model_quantized.onnx", 50_000);
    random("pytorch_model.bin", 1000);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void text(String path, String content) {
    hub.content.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private void random(String path, int size) {
    byte[] bytes = new byte[size];
    new Random(path.hashCode()).nextBytes(bytes);
    hub.content.put(path, bytes);
  }

  private InstalledModels home() {
    return new InstalledModels(folder.resolve("cache"));
  }

  private FetchSettings settings(String name, String variant, boolean update) {
    return new FetchSettings(
        name,
        variant,
        HubEndpoint.of(hub.address()),
        HubToken.of(Map.of(HubToken.VARIABLE, FakeHub.TOKEN)),
        null,
        update,
        home());
  }

  private Fetched fetch(FetchSettings settings) throws IOException {
    return new FetchModel(settings, QUICK).run(plan -> true, notes());
  }

  private Fetched fetch() throws IOException {
    return fetch(settings(NAME, "fp32", false));
  }

  private Progress notes() {
    return new Progress() {
      @Override
      public void start(String task, long steps) {}

      @Override
      public void step(long steps, String latest) {}

      @Override
      public void note(String line) {
        notes.add(line);
      }

      @Override
      public void finish() {}
    };
  }

  private String failure(Class<? extends RuntimeException> kind) {
    String message = assertThrows(kind, this::fetch).getMessage();
    assertFalse(message.contains("\n"), message);
    assertFalse(message.contains(FakeHub.TOKEN), message);
    assertTrue(home().all().isEmpty(), "nothing unfinished is installed");
    return message;
  }

  private static Map<String, String> inside(Path folder) throws IOException {
    Map<String, String> inside = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        inside.put(
            folder.relativize(file).toString().replace('\\', '/'),
            Arrays.hashCode(Files.readAllBytes(file)) + "");
      }
    }
    return inside;
  }

  private void requireWhole(Fetched fetched, String graph) throws IOException {
    Map<String, String> inside = inside(fetched.model().folder());
    assertTrue(inside.remove("sat-model.json") != null);
    List<String> wanted =
        List.of("README.md", "config.json", graph, "preprocessor_config.json", "tokenizer.json");
    assertEquals(wanted.stream().sorted().toList(), List.copyOf(inside.keySet()));
    for (String path : wanted) {
      assertEquals(Arrays.hashCode(hub.content.get(path)) + "", inside.get(path), path);
    }
  }

  @Test
  void onlyWhatIsNeededIsFetchedOnceAndTheTokenStaysAtTheHub() throws IOException {
    Fetched fetched = fetch();
    requireWhole(fetched, GRAPH);
    InstalledModel model = fetched.model();
    assertEquals("tiny-clipseg", model.name());
    assertEquals("apache-2.0", model.licence());
    assertEquals(FakeHub.REPOSITORY, model.source().repository());
    assertEquals(List.of("GET /onnx/model.onnx null null"), hub.fetched);
    assertTrue(hub.asked.stream().allMatch(line -> line.contains("Bearer " + FakeHub.TOKEN)));
    assertTrue(
        hub.asked.stream().skip(1).noneMatch(line -> line.contains("/main/")),
        "files are asked for by commit: " + hub.asked);

    int asked = hub.asked.size();
    Fetched again = fetch();
    assertFalse(again.isNew());
    assertEquals(asked, hub.asked.size(), "a second call asks nothing");
    assertEquals(model, home().find("tiny-clipseg"));
    assertEquals(model, home().find(NAME));
  }

  @Test
  void anotherVariantHasItsOwnFolderAndName() throws IOException {
    requireWhole(fetch(settings(NAME, "fp16", false)), "onnx/model_fp16.onnx");
    requireWhole(fetch(), GRAPH);
    assertEquals(
        List.of("tiny-clipseg", "tiny-clipseg-fp16"),
        home().all().stream().map(InstalledModel::name).toList());
    WrongInput none = assertThrows(WrongInput.class, () -> fetch(settings(NAME, "int8", false)));
    assertEquals("variant int8 is not there; there is fp16, fp32, quantized", none.getMessage());
  }

  @Test
  void withoutConsentNothingIsFetched() throws IOException {
    List<FetchPlan> plans = new ArrayList<>();
    Fetched none =
        new FetchModel(settings(NAME, "fp32", false), QUICK)
            .run(
                plan -> {
                  plans.add(plan);
                  return false;
                },
                notes());
    assertNull(none.model());
    assertEquals("apache-2.0", plans.get(0).listing().licence());
    assertEquals(List.of("fp16", "quantized"), plans.get(0).choice().others());
    assertEquals(5, plans.get(0).choice().files().size());
    assertTrue(plans.get(0).bytes() > 200_000);
    assertEquals(1, hub.asked.size());
  }

  @Test
  void aConnectionThatDropsIsResumed() throws IOException {
    hub.onFiles = (exchange, attempt) -> attempt == 1 && sendsHalf(exchange);
    requireWhole(fetch(), GRAPH);
    assertEquals(2, hub.fetched.size());
    assertTrue(hub.fetched.get(1).endsWith("bytes=100000-"), hub.fetched.toString());
  }

  /** Promises all, sends half and closes. */
  private boolean sendsHalf(HttpExchange exchange) throws IOException {
    byte[] bytes = hub.content.get(GRAPH);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
    return true;
  }

  @Test
  void aServerWithoutRangesSendsAllAgain() throws IOException {
    hub.onFiles =
        (exchange, attempt) -> {
          if (attempt == 1) {
            return sendsHalf(exchange);
          }
          byte[] bytes = hub.content.get(GRAPH);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          return true;
        };
    requireWhole(fetch(), GRAPH);
  }

  @Test
  void theNextCallGoesOnWhereOneEnded() throws IOException {
    hub.onFiles =
        (exchange, attempt) -> {
          if (attempt == 1) {
            return sendsHalf(exchange);
          }
          exchange.sendResponseHeaders(503, -1);
          return true;
        };
    String message = failure(RunFailed.class);
    assertTrue(message.contains("HTTP 503"), message);
    assertTrue(message.contains("run the same command again"), message);
    hub.onFiles = (exchange, attempt) -> false;
    hub.fetched.clear();
    int asked = hub.asked.size();
    requireWhole(fetch(), GRAPH);
    assertTrue(hub.fetched.get(0).endsWith("bytes=100000-"), hub.fetched.toString());
    assertEquals(asked + 2, hub.asked.size(), "small files are there already");
  }

  @Test
  void aPartOfAnotherCommitIsNotUsed() throws IOException {
    hub.onFiles = (exchange, attempt) -> sendsHalf(exchange);
    failure(RunFailed.class);
    hub.commitIs("f".repeat(40));
    random(GRAPH, 150_000);
    hub.content.put(GRAPH, Arrays.copyOf(hub.content.get(GRAPH), 150_000));
    hub.onFiles = (exchange, attempt) -> false;
    hub.fetched.clear();
    requireWhole(fetch(), GRAPH);
    assertTrue(hub.fetched.get(0).endsWith("null"), hub.fetched.toString());
  }

  @Test
  void aPartThatWasDamagedIsFetchedAfresh() throws IOException {
    hub.onFiles = (exchange, attempt) -> sendsHalf(exchange);
    failure(RunFailed.class);
    Path part = folder.resolve("cache/acme/.sat-get-tiny-clipseg/onnx/model.onnx.part");
    byte[] bytes = Files.readAllBytes(part);
    bytes[5] ^= 1;
    Files.write(part, bytes);
    hub.onFiles = (exchange, attempt) -> false;
    requireWhole(fetch(), GRAPH);
  }

  @Test
  void aNewerCommitIsFetchedOnRequestOnly() throws IOException {
    Fetched first = fetch();
    hub.commitIs("e".repeat(40));
    random(GRAPH, 120_000);
    assertEquals(first.model(), fetch().model(), "pinned");
    Fetched updated = fetch(settings(NAME, "fp32", true));
    assertTrue(updated.isNew());
    requireWhole(updated, GRAPH);
    assertEquals("e".repeat(40), updated.model().source().commit());
    assertFalse(fetch(settings(NAME, "fp32", true)).isNew());
    WrongInput gone =
        assertThrows(
            WrongInput.class, () -> fetch(settings(NAME + "@" + "a".repeat(40), "fp32", false)));
    assertTrue(gone.getMessage().contains("no revision"), gone.getMessage());
  }

  @Test
  void damageIsFoundAndPutRight() throws IOException {
    Path graph = fetch().model().folder().resolve(GRAPH);
    byte[] bytes = Files.readAllBytes(graph);
    bytes[7] ^= 1;
    Files.write(graph, bytes);
    assertTrue(fetch().isNew());
    assertArrayEquals(hub.content.get(GRAPH), Files.readAllBytes(graph));
    assertTrue(notes.get(0).contains("has another content"), notes.toString());
  }

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
        "C:/config.json",
        "onnx//model.onnx",
        "./config.json",
        "con.onnx",
        "onnx/nul",
        "a\u0000.onnx",
        "onnx/model.onnx\n",
        "trailing./config.json"
      })
  void aNameThatIsNotSafeIsRefused(String path) {
    hub.content.put(path, new byte[] {1});
    assertTrue(failure(RunFailed.class).contains("whose name is not safe"));
    assertTrue(hub.fetched.isEmpty());
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

  @Test
  void sizesAndHashesThatTheListLacksAreAskedFor() throws IOException {
    hub.listsNames();
    requireWhole(fetch(), GRAPH);
    assertTrue(hub.asked.stream().anyMatch(line -> line.startsWith("HEAD ")));
    assertEquals(List.of("GET /onnx/model.onnx null null"), hub.fetched);
    assertEquals(List.of(), notes);
  }

  @Test
  void twoCallsAtOnceFetchOnce() throws Exception {
    List<CompletableFuture<Fetched>> calls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      calls.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return fetch();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    boolean first = calls.get(0).get().isNew();
    assertEquals(!first, calls.get(1).get().isNew());
    assertEquals(1, hub.fetched.size());
  }

  @Test
  void aFolderThatCannotBeUsedIsRefusedBeforeAnythingIsAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("notes.txt"), "x");
    for (Path out : List.of(file, file.resolve("below"), full)) {
      FetchSettings settings = settings(NAME, "fp32", false);
      FetchSettings other =
          new FetchSettings(
              NAME, "fp32", settings.endpoint(), settings.token(), out, false, home());
      WrongInput refused = assertThrows(WrongInput.class, () -> fetch(other));
      assertTrue(refused.getMessage().startsWith("out " + out), refused.getMessage());
    }
    assertTrue(hub.asked.isEmpty());
    assertEquals("x", Files.readString(full.resolve("notes.txt")));
  }

  @Test
  void aFolderOfTheUsersOwnIsFilled() throws IOException {
    Path out = folder.resolve("segmenters/clipseg");
    FetchSettings settings = settings(NAME, "fp32", false);
    FetchSettings own =
        new FetchSettings(NAME, "fp32", settings.endpoint(), settings.token(), out, false, home());
    requireWhole(fetch(own), GRAPH);
    assertFalse(fetch(own).isNew());
    try (Stream<Path> beside = Files.list(out.getParent())) {
      assertEquals(List.of(out), beside.toList(), "nothing is left beside it");
    }
  }

  @Test
  void pickledWeightsAreNeverFetched() {
    hub.content.keySet().removeIf(path -> path.endsWith(".onnx"));
    String message = failure(WrongInput.class);
    assertTrue(message.contains("pytorch_model.bin is not read"), message);
  }

  @Test
  void weightsOfAClassifierAreFetchedWithTheirIndex() throws IOException {
    hub.content.keySet().removeIf(path -> path.endsWith(".onnx"));
    text("config.json", "{\"architectures\": [\"ViTForImageClassification\"]}");
    text("model.safetensors.index.json", "{}");
    random("model-00001-of-00002.safetensors", 1000);
    random("model-00002-of-00002.safetensors", 1000);
    random("optimizer.safetensors", 1000);
    Fetched fetched = fetch();
    assertEquals(ModelUse.CLASSIFIER, fetched.use());
    assertEquals(7, fetched.model().files().size());
    assertEquals(2, hub.fetched.size());
  }

  @Test
  void valuesBesideAGraphAreFetched() throws IOException {
    random("onnx/model.onnx_data", 3000);
    random("onnx/model.onnx_data_1", 3000);
    random("onnx/model_fp16.onnx_data", 3000);
    List<String> paths = fetch().model().files().stream().map(file -> file.path()).toList();
    assertTrue(paths.contains("onnx/model.onnx_data_1"), paths.toString());
    assertFalse(paths.contains("onnx/model_fp16.onnx_data"), paths.toString());
  }
}
