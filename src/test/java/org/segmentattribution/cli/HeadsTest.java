package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.onnx.head.HeadModels;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.SatCsv;

/** Heads and names of classes from the command line to the tables. */
class HeadsTest {
  private static final int EACH = 3;

  @TempDir Path folder;

  @BeforeEach
  void images() throws IOException {
    Path from = Fixtures.resource("onnx/heads/images");
    for (String label : List.of("no", "yes")) {
      for (int n = 0; n < EACH; n++) {
        Path file = folder.resolve("images").resolve(label).resolve(n + ".png");
        Files.createDirectories(file.getParent());
        Files.copy(from.resolve(label).resolve(n + ".png"), file);
      }
    }
  }

  private Path model(String name, String tail, String json) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), HeadModels.bytes(name, tail));
    Files.writeString(
        folder.resolve("model.onnx.json"), "{" + json + ", \"input\": {\"size\": [16, 16]}}");
    return file;
  }

  private Called explain(Path model, String out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("explain", "--model", model, "--images", folder.resolve("images")));
    arguments.addAll(List.of("--segmenter", "grid:2x2"));
    arguments.addAll(List.of("--out", folder.resolve(out)));
    arguments.addAll(List.of(more));
    return Called.sat(arguments.toArray());
  }

  private List<SegmentAttribution> rows(String out) throws IOException {
    return SatCsv.read(folder.resolve(out).resolve("sat.csv"));
  }

  @Test
  void theSignOfOneLogitDecidesAndTheExplainedClassHasItsOwn() throws IOException {
    Path model = model("one-logit", "", "\"classes\": [\"yes\"]");
    explain(model, "predicted", "--target", "predicted", "--method", "lrp-z").ended(0);
    explain(model, "positive", "--target", "yes", "--method", "lrp-z").ended(0);
    explain(model, "negative", "--target", "0", "--method", "lrp-z").ended(0);
    List<SegmentAttribution> positive = rows("positive");
    List<SegmentAttribution> negative = rows("negative");
    for (int i = 0; i < positive.size(); i++) {
      assertEquals("not yes", positive.get(i).image().predicted());
      assertEquals(1, positive.get(i).reading().explainedIndex());
      assertEquals("not yes", negative.get(i).target());
      assertEquals(0, negative.get(i).reading().explainedIndex());
      // the logit is about -0.88 on all, so that a sigmoid says 0.29
      assertEquals(0.706, positive.get(i).image().confidence(), 0.01);
      assertEquals(
          1,
          positive.get(i).reading().explainedConfidence() + positive.get(i).image().confidence(),
          1e-6);
      assertEquals(-positive.get(i).meanSigned(), negative.get(i).meanSigned(), 1e-7);
      boolean known = positive.get(i).label().equals("yes");
      assertEquals(known ? false : null, positive.get(i).reading().correct());
    }
    assertEquals(negative, rows("predicted"));
    String refused = explain(model, "label", "--target", "label").ended(2).err();
    assertTrue(refused.contains("the model has no class 'no'"), refused);
  }

  @Test
  void bothClassesHaveNames() throws IOException {
    Path model = model("one-logit", "Sigmoid(@)", "\"classes\": [\"no\", \"yes\"]");
    Called called = explain(model, "run", "--method", "gradient").ended(0);
    assertTrue(called.err().contains("Sigmoid), which are taken off"), called.err());
    for (SegmentAttribution row : rows("run")) {
      assertEquals("no", row.image().predicted());
      assertEquals(row.label(), row.target());
      assertEquals(row.label().equals("no"), row.reading().correct());
    }
    String json = Files.readString(folder.resolve("run/run.json"));
    assertTrue(json.contains("\"head\" : \"sigmoid\""), json);
    assertTrue(json.contains("\"taken_off\" : \"Sigmoid\""), json);
    String page = Files.readString(folder.resolve("run/report.html"));
    assertTrue(page.contains("Accuracy by class"));
  }

  private static final String FIVE =
      "\"classes\": [\"a\", \"b\", \"c\", \"d\", \"e\"], \"aliases\": {\"no\": 2, \"yes\": 3}";

  /** Of the classes the fourth is above one half on all images, two others on some. */
  @Test
  void everyPositiveClassHasATable() throws IOException {
    Path model = model("logits", "Add(@,-0.1) Sigmoid(@) Identity(@)", FIVE);
    explain(model, "run", "--target", "positives", "--method", "gradient,lrp-z").ended(0);
    List<SegmentAttribution> rows = rows("run");
    TreeSet<String> targets = new TreeSet<>();
    Map<String, TreeSet<String>> tables = new TreeMap<>();
    for (SegmentAttribution row : rows) {
      targets.add(row.target());
      tables.computeIfAbsent(row.imageId(), id -> new TreeSet<>()).add(row.target());
      assertTrue(row.reading().explainedConfidence() > 0.5);
      assertTrue(row.image().confidence() >= row.reading().explainedConfidence());
      assertEquals("d", row.image().predicted());
      assertEquals(row.target(), row.reading().className());
      assertEquals(row.label().equals("d"), row.reading().correct());
    }
    assertEquals(2 * EACH, tables.size());
    assertTrue(targets.size() > 1, targets + "");
    int expected = tables.values().stream().mapToInt(TreeSet::size).sum() * 2 * 4;
    assertEquals(expected, rows.size());
    // the table of one class among others is that of the class alone
    explain(model, "alone", "--target", "d", "--method", "gradient,lrp-z").ended(0);
    assertEquals(
        rows("alone").stream().map(SegmentAttribution::meanSigned).toList(),
        rows.stream()
            .filter(row -> row.target().equals("d"))
            .map(SegmentAttribution::meanSigned)
            .toList());
    List<String> groups =
        Files.readAllLines(folder.resolve("run/aggregate.csv")).stream()
            .skip(1)
            .map(line -> line.split(",")[1])
            .distinct()
            .toList();
    assertEquals(List.copyOf(targets), groups);
  }

  @Test
  void tablesDoNotDependOnTheBatchesOrAnInterruption() throws IOException {
    Path model = model("logits", "Sigmoid(@)", FIVE);
    explain(model, "once", "--target", "positives", "--batch", 2).ended(0);
    explain(model, "again", "--target", "positives", "--batch", 2, "--threads", 1).ended(0);
    String once = Files.readString(folder.resolve("once/sat.csv"));
    assertEquals(once, Files.readString(folder.resolve("again/sat.csv")));
    // another picture: its tables alone are made again
    Path changed = folder.resolve("images/no/1.png");
    byte[] before = Files.readAllBytes(changed);
    Files.copy(
        folder.resolve("images/no/2.png"),
        changed,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    explain(model, "again", "--target", "positives", "--batch", 2).ended(0);
    assertFalse(once.equals(Files.readString(folder.resolve("again/sat.csv"))));
    Files.write(changed, before);
    explain(model, "again", "--target", "positives", "--batch", 2).ended(0);
    assertEquals(once, Files.readString(folder.resolve("again/sat.csv")));
  }

  @Test
  void anImageWithoutAPositiveClassIsCounted() throws IOException {
    Path model = model("logits", "Add(@,-0.86) Sigmoid(@)", FIVE);
    Called called = explain(model, "run", "--target", "positives");
    List<String> lost =
        FailureCsv.read(folder.resolve("run/failures.csv")).stream()
            .map(failure -> failure.stage() + " " + failure.reason())
            .toList();
    int explained =
        rows("run").stream().map(SegmentAttribution::imageId).collect(Collectors.toSet()).size();
    assertEquals(2 * EACH, explained + lost.size());
    assertTrue(explained > 0 && !lost.isEmpty(), called.out());
    assertEquals(3, called.code());
    assertTrue(
        lost.get(0).startsWith("target no class is above one half; the strongest is d with 0.4"),
        lost.get(0));
  }

  @Test
  void positivesAreOfSigmoidsAlone() throws IOException {
    String message =
        explain(model("logits", "Softmax(@)", FIVE), "run", "--target", "positives").ended(2).err();
    assertTrue(message.contains("--target positives: the model's classes exclude"), message);
    Path declared = model("logits", "", FIVE);
    explain(declared, "declared", "--target", "positives", "--head", "sigmoid").ended(0);
    String head = explain(declared, "other", "--head", "probabilities").ended(2).err();
    assertTrue(head.contains("--head probabilities: softmax, sigmoid or logits"), head);
  }

  @Test
  void classesOfOneNameStayTwo() throws IOException {
    String classes = "\"classes\": [\"a\", \"b\", \"crane\", \"crane\", \"e\"]";
    Path model = model("logits", "", classes + ", \"aliases\": {\"no\": 2, \"yes\": 3}");
    explain(model, "run", "--method", "gradient").ended(0);
    assertEquals(
        List.of("crane (2)", "crane (3)"),
        rows("run").stream().map(SegmentAttribution::label).distinct().toList());
    for (SegmentAttribution row : rows("run")) {
      assertEquals("crane (3)", row.image().predicted());
      assertEquals(row.label().equals("crane (3)"), row.reading().correct());
    }
    String target = explain(model, "t", "--target", "crane").ended(2).err();
    assertTrue(target.contains("'crane' may be 'crane (2)' or 'crane (3)'"), target);
    explain(model, "named", "--target", "crane (3)").ended(0);
    Files.move(folder.resolve("images/no"), folder.resolve("images/crane"));
    for (String what : List.of("label", "predicted")) {
      String shared = explain(model, "s", "--target", what).ended(2).err();
      assertTrue(
          shared.contains("an alias in its JSON says which: \"aliases\": {\"crane\": 2}"), shared);
    }
    model("logits", "", classes + ", \"aliases\": {\"crane\": 2, \"yes\": 3}");
    explain(model, "alias", "--method", "gradient").ended(0);
    assertEquals("crane (2)", rows("alias").get(0).label());
  }

  @Test
  void aFolderIsNoIndex() throws IOException {
    Path model = model("logits", "", FIVE);
    Files.move(folder.resolve("images/no"), folder.resolve("images/3"));
    String message = explain(model, "run", "--target", "label").ended(2).err();
    assertTrue(message.contains("the label '3' is a number, and no class of the model"), message);
    explain(model, "index", "--target", "3", "--method", "gradient").ended(0);
    assertEquals(3, rows("index").get(0).reading().explainedIndex());
    assertEquals("d", rows("index").get(0).target());
    assertEquals(null, rows("index").get(0).reading().correct());
  }

  @Test
  void anEmptyLineAmongNamesIsAClass() throws IOException {
    Path model = model("logits", "", FIVE);
    Path names = Files.writeString(folder.resolve("names.txt"), "a\n\nc\nd\ne\n\n");
    explain(model, "run", "--classes", names, "--target", "1", "--method", "gradient").ended(0);
    assertEquals("(1)", rows("run").get(0).target());
  }
}
