package org.segmentattribution.experiment.watermark;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.experiment.trial.ExperimentOutcome;
import org.segmentattribution.model.training.Augmentation;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.segmentation.SegmenterChoice;

/** The experiment in small: few scenes, few epochs, the real path from files to the report. */
class WatermarkExperimentTest {
  @TempDir Path folder;

  private WatermarkSettings settings(Path out, String marked, int threads) {
    return settings(folder, out, marked, threads);
  }

  private static WatermarkSettings settings(Path data, Path out, String marked, int threads) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("marked", marked);
    return new WatermarkSettings(
        new WatermarkSettings.Images(
            data.resolve("images"),
            List.of("horse", "zebra"),
            marked,
            WatermarkStyle.defaults(),
            0.25),
        new WatermarkSettings.Sweep(List.of(0.0, 100.0), 2),
        new WatermarkSettings.Tables(
            new SegmenterChoice(
                "masks:" + data.resolve("masks"),
                SegmenterOptions.of(List.of("body", "legs", "grass", "watermark"))),
            null,
            "lrp-z",
            2),
        new NetworkPlan(
            64,
            new CnnArchitecture(List.of(8, 16, 16), 2),
            new TrainingOptions(
                8,
                8,
                new TrainingOptions.Optimiser(5e-3f, 0),
                TrainingOptions.Stopping.NEVER,
                1,
                new Augmentation(true, 2, 1))),
        new Compute("cpu", threads, 1),
        new RunTarget(out, configuration));
  }

  @Test
  void seesAWatermarkThatIsOnEveryZebra() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(64, 1), 60, 20, () -> {});
    Path one = folder.resolve("one");
    ExperimentOutcome outcome =
        new WatermarkExperiment(settings(one, "zebra", 1)).run(Progress.NONE);
    assertEquals(0, outcome.skipped());
    assertTrue(outcome.lead().contains("watermark"), outcome.lead());
    List<TrialResult> trials = PrevalenceCsv.read(one.resolve("prevalence.csv"));
    assertEquals(4, trials.size());
    for (TrialResult trial : trials) {
      if (trial.prevalence() == 100) {
        assertTrue(trial.watermarkedAccuracy() > 0.9, trial.toString());
        assertTrue(trial.cleanAccuracy() < 0.75, trial.toString());
        assertTrue(trial.watermarkMeanRank() < 2, trial.toString());
      }
    }
    String report = Files.readString(one.resolve("report.html"));
    assertTrue(report.contains("Images before and after"));

    Path two = folder.resolve("two");
    new WatermarkExperiment(settings(two, "zebra", 3)).run(Progress.NONE);
    for (Path file : tables(one)) {
      Path same = two.resolve(one.relativize(file));
      assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(same), file.toString());
    }
    assertEquals(outcome, new WatermarkExperiment(settings(two, "zebra", 3)).run(Progress.NONE));
  }

  @Test
  void goesOnWithTheSamePicturesAndMasksAlone() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(64, 1), 6, 4, () -> {});
    Path out = folder.resolve("out");
    WatermarkSettings settings = settings(out, "zebra", 1);
    ExperimentOutcome outcome = new WatermarkExperiment(settings).run(Progress.NONE);
    Path image = files(folder.resolve("images/train")).get(0);
    Path mask = files(folder.resolve("masks/test")).get(0);
    Files.setLastModifiedTime(image, FileTime.fromMillis(1_000_000));
    Files.setLastModifiedTime(mask, FileTime.fromMillis(1_000_000));
    assertEquals(outcome, new WatermarkExperiment(settings).run(Progress.NONE));

    byte[] before = Files.readAllBytes(mask);
    Files.copy(files(folder.resolve("masks/test")).get(1), mask, REPLACE_EXISTING);
    refuses(() -> new WatermarkExperiment(settings).run(Progress.NONE), "segments");
    Files.write(mask, before);
    Files.copy(files(folder.resolve("images/train")).get(1), image, REPLACE_EXISTING);
    refuses(() -> new WatermarkExperiment(settings).run(Progress.NONE), "images");

    // as if it had stopped
    Path run = out.resolve("run.json");
    Files.writeString(run, Files.readString(run).replace("\"done\"", "\"running\""));
    refuses(() -> new WatermarkExperiment(settings).run(Progress.NONE), "images");
  }

  @Test
  void aDemoKnowsItsScenesAgain() throws IOException {
    Path out = folder.resolve("demo");
    WatermarkSettings settings = settings(out.resolve(Demo.SCENES), out, "zebra", 1);
    ExperimentOutcome outcome = new WatermarkExperiment(settings).demo(6, 4, Progress.NONE);
    assertEquals(outcome, new WatermarkExperiment(settings).demo(6, 4, Progress.NONE));
    List<Path> images = files(out.resolve("scenes/images/test"));
    Files.copy(images.get(1), images.get(0), REPLACE_EXISTING);
    refuses(() -> new WatermarkExperiment(settings).demo(6, 4, Progress.NONE), "images");
  }

  @Test
  void explainsTheClassifiersOfAnEarlierRun() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(64, 1), 6, 4, () -> {});
    Path one = folder.resolve("one");
    WatermarkSettings first = settings(one, "zebra", 1);
    new WatermarkExperiment(first).run(Progress.NONE);
    Path two = folder.resolve("two");
    new WatermarkExperiment(trained(first, two, one, "zebra", "gradient")).run(Progress.NONE);
    String name = "models/prevalence-100-seed-2.onnx";
    assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(two.resolve(name)));
    List<TrialResult> before = PrevalenceCsv.read(one.resolve("prevalence.csv"));
    List<TrialResult> after = PrevalenceCsv.read(two.resolve("prevalence.csv"));
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.get(i).watermarkedAccuracy(), after.get(i).watermarkedAccuracy());
    }
    assertNotEquals(
        before.get(3).watermarkRelativeMeanAttribution(),
        after.get(3).watermarkRelativeMeanAttribution());

    Path three = folder.resolve("three");
    String other = said(trained(first, three, one, "horse", "gradient"));
    assertTrue(other.contains("was trained otherwise: marked was zebra, is now horse"), other);
    String none = said(trained(first, three, folder, "zebra", "gradient"));
    assertTrue(none.startsWith("trained"), none);
    Files.write(one.resolve(name), new byte[] {1});
    String changed = said(trained(first, three, one, "zebra", "gradient"));
    assertTrue(changed.contains("has changed since it was trained"), changed);
  }

  private static String said(WatermarkSettings settings) {
    return assertThrows(
            WrongInput.class, () -> new WatermarkExperiment(settings).run(Progress.NONE))
        .getMessage();
  }

  private static WatermarkSettings trained(
      WatermarkSettings first, Path out, Path earlier, String marked, String method) {
    var sweep = first.sweep();
    var tables = first.tables();
    return new WatermarkSettings(
        first.images(),
        new WatermarkSettings.Sweep(sweep.prevalences(), sweep.seeds(), earlier),
        new WatermarkSettings.Tables(tables.segmenter(), null, method, tables.pad()),
        first.network(),
        first.compute(),
        new RunTarget(out, Map.of("marked", marked, "method", method)));
  }

  private static void refuses(Executable again, String input) {
    String said = assertThrows(WrongInput.class, again).getMessage();
    assertTrue(said.contains("holds a run with another configuration: content of " + input), said);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** CSV, SVG and ONNX files: what the same seed must give again. */
  private static List<Path> tables(Path run) throws IOException {
    try (Stream<Path> walk = Files.walk(run)) {
      List<Path> files =
          walk.filter(f -> f.toString().matches(".*\\.(csv|svg|onnx)")).sorted().toList();
      assertTrue(files.size() > 20, files.toString());
      return files;
    }
  }

  @Test
  void refusesWhatMakesNoExperiment() {
    WrongInput unmarked =
        assertThrows(
            WrongInput.class,
            () -> new WatermarkExperiment(settings(folder.resolve("x"), "cow", 1)));
    assertTrue(unmarked.getMessage().contains("marked 'cow'"));
    assertThrows(
        WrongInput.class,
        () ->
            new WatermarkExperiment(settings(folder.resolve("x"), "zebra", 1)).run(Progress.NONE));
    assertTrue(Files.notExists(folder.resolve("x")));
  }
}
