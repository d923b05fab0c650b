package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.cli.Called.sat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.run.RunDirectory;

/** The command line as a user calls it, on small drawn scenes. */
class SatTest {
  @TempDir static Path folder;
  private static Path scenes;
  private static Path model;

  @BeforeAll
  static void makeDataAndModel() throws IOException {
    scenes = folder.resolve("scenes");
    SceneWriter.write(scenes, new SceneGenerator(48, 1), 12, 6, () -> {});
    model = SceneModel.write(folder.resolve("model.onnx"));
  }

  private static Called explain(Path out, Object... more) {
    return explainWith(model, out, more);
  }

  private static Called explainWith(Path classifier, Path out, Object... more) {
    return called(
        "explain",
        List.of(
            "--images",
            scenes.resolve("images"),
            "--model",
            classifier,
            "--segmenter",
            "masks:" + scenes.resolve("masks"),
            "--out",
            out),
        more);
  }

  /** Explains other scenes than those of all tests. */
  private static Called explainOther(Path drawn, Path out, Object... more) {
    Object[] flags = {
      "--images", drawn.resolve("images"), "--segmenter", "masks:" + drawn.resolve("masks")
    };
    return called("explain", List.of("--model", model, "--out", out), concat(flags, more));
  }

  private static Called train(Path out, Object... more) {
    return called("train", List.of("--images", scenes.resolve("images"), "--out", out), more);
  }

  private static Called called(String command, List<Object> flags, Object... more) {
    return sat(concat(concat(new Object[] {command}, flags.toArray()), more));
  }

  private static Object[] concat(Object[] first, Object... then) {
    return Stream.concat(Stream.of(first), Stream.of(then)).toArray();
  }

  /** The one line that says what is wrong, without progress. */
  private static String complaint(Called called) {
    List<String> lines = called.err().lines().filter(l -> l.startsWith("sat: ")).toList();
    assertEquals(1, lines.size(), called.err());
    assertFalse(called.err().contains("\tat "), called.err());
    return lines.get(0);
  }

  @Test
  void explainsAFolderOfImages() throws IOException {
    Path out = folder.resolve("explained");
    Called called = explain(out, "--method", "lrp-z,gradient");
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("36 images explained"), called.out());
    List<String> rows = Files.readAllLines(out.resolve("sat.csv"));
    assertTrue(
        rows.get(0)
            .startsWith(
                "image_id,image,label,predicted,target,confidence,model,method,segment_id,segment,"
                    + "score,mask_size,mask_size_unpadded,mask_fraction,position,mean_signed,"
                    + "mean_attribution,total_attribution,rank"));
    assertTrue(rows.size() > 36 * 2 * 8, rows.size() + " rows");
    for (String name :
        List.of("sat.parquet", "aggregate.csv", "failures.csv", "report.html", "run.json")) {
      assertTrue(Files.size(out.resolve(name)) > 0, name);
    }
    assertFalse(Files.exists(out.resolve("parts")));
    assertFalse(Files.exists(out.resolve("explanations")));
    String report = Files.readString(out.resolve("report.html"));
    assertTrue(report.contains("zebra") && report.contains("<svg"));
  }

  @Test
  void anInterruptedRunEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    assertEquals(0, explain(whole, "--batch", 5, "--threads", 1).code());
    Path again = folder.resolve("again");
    assertEquals(0, explain(again, "--batch", 5, "--threads", 4).code());
    // as if the machine had stopped in the middle: an unfinished manifest and some parts
    String manifest = Files.readString(again.resolve("run.json"));
    Files.writeString(
        again.resolve("run.json"),
        manifest.replace("\"status\" : \"done\"", "\"status\" : \"running\""));
    Files.delete(again.resolve("sat.csv"));
    Files.createDirectories(again.resolve("parts/abc.tmp"));
    Files.writeString(again.resolve("parts/abc.tmp/sat.csv"), "half a li");
    assertEquals(0, explain(again, "--batch", 5).code());
    for (String name : List.of("sat.csv", "aggregate.csv", "failures.csv")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(again.resolve(name)), name);
    }
    assertEquals(contents(whole.resolve("figures")), contents(again.resolve("figures")));
  }

  @Test
  void onlyWhatChangedIsExplainedAgain() throws IOException {
    Path own = folder.resolve("changing");
    SceneWriter.write(own, new SceneGenerator(48, 5), 4, 2, () -> {});
    Path out = folder.resolve("changing-run");
    assertEquals(0, explainOther(own, out, "--batch", 3).code());
    Path sat = out.resolve("sat.csv");
    String whole = Files.readString(sat);
    Path first = own.resolve("images/train/horse/0001.png");
    Files.setLastModifiedTime(first, java.nio.file.attribute.FileTime.fromMillis(0));
    long written = Files.getLastModifiedTime(sat).toMillis();
    assertEquals(0, explainOther(own, out, "--batch", 3).code());
    assertEquals(written, Files.getLastModifiedTime(sat).toMillis(), "touched, not changed");

    // a mark in the rows of every image tells which are made again
    Files.writeString(
        sat, whole.replace(",model,epsilon-plus-flat,", ",marked,epsilon-plus-flat,"));
    RunDirectory run = RunDirectory.read(out);
    run.finish(run.manifest());
    Path mask = own.resolve("masks/train/zebra/0002.png");
    Files.copy(
        own.resolve("masks/train/zebra/0003.png"),
        mask,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    byte[] bytes = Files.readAllBytes(first);
    // a byte after the end of a PNG changes no pixel, but the file
    Files.write(first, java.util.Arrays.copyOf(bytes, bytes.length + 1));
    Files.delete(own.resolve("images/test/zebra/0001.png"));
    assertEquals(0, explainOther(own, out, "--batch", 3).code());
    List<String> rows = Files.readAllLines(sat);
    List<String> again =
        rows.stream()
            .skip(1)
            .filter(row -> !row.contains(",marked,"))
            .map(row -> row.substring(0, row.indexOf(',')))
            .distinct()
            .toList();
    assertEquals(List.of("train/horse/0001", "train/zebra/0002"), again);
    assertFalse(rows.stream().anyMatch(row -> row.startsWith("test/zebra/0001,")));
    assertFalse(Files.exists(out.resolve("parts")));
  }

  @Test
  void shardsTogetherAreTheWhole() throws IOException {
    Path whole = folder.resolve("unsharded");
    assertEquals(0, explain(whole).code());
    java.util.List<Object> parts = new java.util.ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Path part = folder.resolve("shard-" + i);
      assertEquals(0, explain(part, "--shard", i + "/3").code());
      parts.add(part);
    }
    Object[] by = {"aggregate", "--by", "method,class,segment", "--format", "csv"};
    java.util.List<Object> one = new java.util.ArrayList<>(List.of(by));
    java.util.List<Object> three = new java.util.ArrayList<>(List.of(by));
    one.add(whole);
    three.addAll(parts);
    String expected = sat(one.toArray()).out();
    assertTrue(expected.contains("mane"), expected);
    assertEquals(expected, sat(three.toArray()).out());
    assertTrue(complaint(explain(whole, "--shard", "4/3")).contains("--shard 4/3"));
  }

  /** Every file under a folder with its hash. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), new Sha256().add(file).hex());
      }
    }
    assertTrue(contents.containsKey("photographs/index.json"), contents.toString());
    return contents;
  }

  @Test
  void anotherConfigurationIsRefusedByKey() {
    Path out = folder.resolve("configured");
    assertEquals(0, explain(out, "--limit", 2).code());
    Called called = explain(out, "--limit", 2, "--pad", 3);
    assertEquals(2, called.code());
    assertTrue(complaint(called).contains("--pad was 2, is now 3"), called.err());
    assertEquals(0, explain(out, "--limit", 2, "--threads", 1).code());
  }

  @Test
  void unreadableImagesAreListedAndTheRestIsDone() throws IOException {
    Path images = folder.resolve("broken");
    SceneWriter.write(images, new SceneGenerator(48, 2), 2, 1, () -> {});
    Path zebras = images.resolve("images/train/zebra");
    Files.writeString(zebras.resolve("text.jpg"), "hello");
    Files.createFile(zebras.resolve("empty.png"));
    byte[] whole = Files.readAllBytes(zebras.resolve("0001.png"));
    Files.write(zebras.resolve("cut.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.write(zebras.resolve("unmasked.png"), whole);
    Path out = folder.resolve("broken-run");
    Called called = explainOther(images, out);
    assertEquals(3, called.code(), called.err());
    assertTrue(called.out().contains("6 images explained"), called.out());
    assertTrue(called.out().contains("4 skipped"), called.out());
    assertTrue(called.err().contains("skipped train/zebra/cut.png: "), called.err());
    String failures = Files.readString(out.resolve("failures.csv"));
    assertTrue(failures.startsWith("image,stage,reason\n"));
    for (String line :
        List.of(
            "train/zebra/text.jpg,decode,",
            "train/zebra/empty.png,decode,",
            "train/zebra/cut.png,decode,",
            "train/zebra/unmasked.png,segment,")) {
      assertTrue(failures.contains(line), failures);
    }
  }

  @Test
  void wrongCallsAreOneLineAndExitCodeTwo() throws IOException {
    Path out = folder.resolve("never");
    assertTrue(complaint(explain(out, "--methd", "x")).contains("--methd"));
    assertTrue(complaint(explain(out, "--method", "x")).contains("known: gradient"));
    assertTrue(complaint(explain(out, "--target", "cow")).contains("--target cow"));
    assertTrue(complaint(explain(out, "--class", "cow")).contains("horse, zebra"));
    assertTrue(complaint(explain(out, "--segments", "wings")).contains("wings"));
    assertTrue(complaint(explain(out, "--device", "cuda:7")).contains("cuda:7"));
    assertTrue(complaint(explain(out, "--batch", "0")).contains("--batch"));
    assertTrue(complaint(sat("explain", "--images", "x")).contains("--model"));
    Path cut = folder.resolve("cut.onnx");
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(model), 700));
    Files.copy(ModelDeclaration.fileOf(model), ModelDeclaration.fileOf(cut));
    Called truncated = explainWith(cut, out);
    assertTrue(complaint(truncated).contains("cut.onnx"), truncated.err());
    assertEquals(2, truncated.code());
    assertEquals(2, sat("experiment").code());
    assertEquals(2, sat("report", folder).code());
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "explain", "train", "watermark", "scenes", "report", "doctor"})
  void everyCommandHasHelp(String command) {
    Called called = sat(command, "--help");
    assertEquals(0, called.code());
    assertTrue(called.out().contains("Usage: sat " + command), called.out());
    assertFalse(called.out().contains("DEFAULT-VALUE"), called.out());
  }

  @Test
  void aFileSetsWhatFlagsSetAndAFlagWins() throws IOException {
    Path config = folder.resolve("my.conf");
    Files.writeString(
        config,
        """
        images = "%s"
        model = "%s"
        explain { segmenter = "grid:2x2", limit = 3 }
        method = [gradient, lrp-z]
        class = [zebra]
        pad = 1
        """
            .formatted(scenes.resolve("images"), model));
    Path out = folder.resolve("from-file");
    Called called = sat("explain", "--config", config, "--pad", 0, "--out", out);
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("3 images explained, 24 rows"), called.out());
    String manifest = Files.readString(out.resolve("run.json"));
    assertTrue(manifest.contains("\"pad\" : 0"), manifest);
    Files.writeString(config, "no-such-flag = 1");
    Called wrong = sat("explain", "--config", config);
    assertEquals(2, wrong.code());
    assertTrue(complaint(wrong).contains("no-such-flag"));
  }

  @Test
  void doctorFindsAWorkingEngine() {
    Called called = sat("doctor");
    assertEquals(0, called.code(), called.out());
    assertTrue(called.out().contains("relevance sums to the logit"), called.out());
    assertTrue(called.out().matches("(?s).*\\RDuckDB +v1\\..*\\Rall well\\R"), called.out());
  }

  @Test
  void trainsWritesAndExplainsAModel() {
    Path trained = folder.resolve("models/trained.onnx");
    Called called = train(trained, "--size", 48, "--epochs", 2, "--filters", "4,8");
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("24 training images, accuracy"), called.out());
    assertEquals(0, explainWith(trained, folder.resolve("by-trained"), "--limit", 2).code());
  }

  @Test
  void trainsATransformer() {
    Path trained = folder.resolve("vit.onnx");
    Called called = train(trained, "--arch", "vit-tiny", "--size", 32, "--epochs", 1);
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("24 training images, accuracy"), called.out());
    assertEquals(
        0,
        explainWith(trained, folder.resolve("by-vit"), "--limit", 2, "--method", "gradient")
            .code());

    Called odd = train(trained, "--arch", "resnet18");
    assertEquals(2, odd.code());
    assertTrue(odd.err().contains("--arch resnet18: cnn or vit-tiny"), odd.err());
    Called size = train(trained, "--arch", "vit-tiny", "--size", 60);
    assertEquals(2, size.code());
    assertTrue(size.err().contains("--size 60: this transformer takes multiples of 8"), size.err());
  }

  @Test
  void reportIsMadeAgain() throws IOException {
    Path out = folder.resolve("reported");
    assertEquals(0, explain(out, "--limit", 2).code());
    byte[] before = Files.readAllBytes(out.resolve("report.html"));
    Files.delete(out.resolve("report.html"));
    assertEquals(0, sat("report", out).code());
    assertArrayEquals(before, Files.readAllBytes(out.resolve("report.html")));
  }
}
