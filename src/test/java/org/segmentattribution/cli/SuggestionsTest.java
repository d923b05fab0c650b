package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.cli.Called.sat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.cli.error.ShownError;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;

/** Wrong words that people type, each with the word that was meant, in the one line shown. */
class SuggestionsTest {
  @TempDir static Path folder;
  private static Path run;

  @BeforeAll
  static void explainScenes() throws IOException {
    SceneWriter.write(folder.resolve("scenes"), new SceneGenerator(48, 1), 4, 2, () -> {});
    SceneModel.write(folder.resolve("model.onnx"));
    Files.writeString(folder.resolve("sat.conf"), "explain.methdo = lrp-z\n");
    run = folder.resolve("run");
    explain("--out", run).ended(0);
  }

  private static Called explain(Object... more) {
    List<Object> call =
        new ArrayList<>(
            List.of(
                "explain",
                "--images",
                folder.resolve("scenes/images"),
                "--model",
                folder.resolve("model.onnx"),
                "--segmenter",
                "masks:" + folder.resolve("scenes/masks"),
                "--method",
                "lrp-z"));
    for (int i = 0; i < more.length; i++) {
      int given = call.indexOf(more[i]);
      if (given > 0) {
        // a flag is given once
        call.set(given + 1, more[++i]);
      } else {
        call.add(more[i]);
      }
    }
    return sat(call.toArray());
  }

  /** The one line that a call is refused with ends with the word that was meant. */
  private static void suggests(String meant, Called called) {
    called.ended(ShownError.WRONG_CALL);
    List<String> lines = called.err().lines().filter(line -> line.startsWith("sat: ")).toList();
    assertEquals(1, lines.size(), called.err());
    assertTrue(lines.get(0).contains("did you mean \"" + meant + "\"?"), lines.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "explian, explain",
    "agregate, aggregate",
    "experiment watremark, watermark",
    "help explian, explain",
    "completion basch, bash",
    "explain --methd x, --method",
    "explain --modle x, --model",
    "explain --imgaes=photos, --images",
    "aggregate RUN --by metod, method",
    "aggregate RUN --value ranks, rank",
    "aggregate RUN --format makdown, markdown",
    "aggregate RUN --wilcoxon modren, MODERN",
    "aggregate RUN --pool modle, model",
    "check RUN --rule horn.rnak>3, rank",
    "check RUN --rule horn.rank>3@zebar, zebra",
    "report RUNs, RUN",
  })
  void ofCommandsFlagsAndTheirWords(String call, String meant) {
    String[] words = call.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("RUN", run.toString()).replace(">", " > ").replace("@", " in ");
    }
    suggests(meant.replace("RUN", run.toString()), sat((Object[]) words));
  }

  @ParameterizedTest
  @CsvSource({
    "--method, lpr-z, lrp-z",
    "--method, gradcam, grad-cam",
    "--param, baias=1, bias",
    "--channels, sum-asb, sum-abs",
    "--target, zerba, zebra",
    "--class, hores, horse",
    "--segmenter, maks:DIR/scenes/masks, masks",
    "--segments, 'haed', head",
    "--model, DIR/modle.onnx, DIR/model.onnx",
    "--images, DIR/scenes/image, DIR/scenes/images",
    "--config, DIR/sta.conf, DIR/sat.conf",
    "--config, DIR/sat.conf, explain.method",
  })
  void ofAnExplainedDataSet(String flag, String given, String meant) {
    String base = folder.toString();
    suggests(
        meant.replace("DIR", base),
        explain("--out", folder.resolve("no"), flag, given.replace("DIR", base)));
  }

  @Test
  void ofAKeyOfTheModelsJson() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(folder.resolve("model.onnx"), other.resolve("model.onnx"));
    Path json = folder.resolve("model.onnx.json");
    Files.writeString(
        other.resolve("model.onnx.json"),
        Files.readString(json).replace("\"classes\"", "\"clases\""));
    suggests(
        "classes", explain("--out", folder.resolve("no"), "--model", other.resolve("model.onnx")));
  }

  @Test
  void ofASegmentThatNoRowHas() {
    Called called = sat("check", run, "--rule", "haed.rank > 3");
    assertTrue(called.ended(1).out().contains("did you mean \"head\"?"), called.out());
  }

  @Test
  void ofAColumnInACondition() {
    suggests("rank", sat("aggregate", run, "--where", "rnak > 3"));
  }
}
