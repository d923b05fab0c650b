package org.segmentattribution.command.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.models.FolderRemoval;
import org.segmentattribution.file.models.InstalledModel;
import org.segmentattribution.file.models.UnfinishedModel;
import org.segmentattribution.hub.FakeHub;

class FetchModelTest extends Fetching {
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
    hub.onFiles = this::breaksOff;
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
  void aModelThatIsThereNeedsNoFolderThatCanBeWritten() throws IOException {
    requireWhole(fetch(), GRAPH);
    Path locks = folder.resolve("cache/.locks");
    FolderRemoval.delete(locks);
    Files.writeString(locks, "no lock can be taken here");
    assertFalse(fetch().isNew());
    assertEquals("no lock can be taken here", Files.readString(locks));
  }

  @Test
  void whatIsNotFinishedIsShownAndCanBeDeleted() throws IOException {
    hub.onFiles = this::breaksOff;
    failure(RunFailed.class);
    assertEquals(1, home().unfinished().size());
    UnfinishedModel model = home().findUnfinished(NAME);
    assertEquals(FakeHub.REPOSITORY, model.name());
    assertTrue(model.bytes() > 100_000, model.bytes() + "");
    model.delete();
    assertEquals(List.of(), home().unfinished());
    hub.onFiles = (exchange, attempt) -> false;
    requireWhole(fetch(), GRAPH);
    new UnfinishedModel(home().find(NAME).folder()).delete();
    assertTrue(home().all().isEmpty() && home().unfinished().isEmpty());
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
  void weightsOfASegmenterAreRefusedBeforeTheyAreFetched() throws IOException {
    hub.content.keySet().removeIf(path -> path.endsWith(".onnx"));
    text("config.json", "{\"architectures\": [\"SegformerForSemanticSegmentation\"]}");
    random("model.safetensors", 1000);
    String message = failure(WrongInput.class);
    assertTrue(message.contains("a segmenter is read as ONNX"), message);
    assertTrue(hub.fetched.isEmpty());
    assertTrue(home().unfinished().isEmpty());
  }

  @Test
  void aShortNameOfWhatIsHereIsAnsweredWithItsRepository() throws IOException {
    fetch();
    String message =
        assertThrows(WrongInput.class, () -> fetch(settings("tiny-clipseg", "fp32", false)))
            .getMessage();
    assertTrue(message.endsWith("is hf:" + FakeHub.REPOSITORY), message);
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
