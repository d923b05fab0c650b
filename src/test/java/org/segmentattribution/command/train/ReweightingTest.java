package org.segmentattribution.command.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.train.group.PictureGroups;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.reweight.BalancedFit;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.reweight.GroupedRows;
import org.segmentattribution.model.reweight.LinearHead;
import org.segmentattribution.model.reweight.Penalty;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.segmentation.SegmenterChoice;

class ReweightingTest {
  private static final String COMPARED =
      "the new last layer knows [0-9.]+ % of 2 test images, one that was fitted without groups"
          + " [0-9.]+ %: [+-][0-9.]+ points";

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void draw() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "train", 8);
    TestCalls.draw(images, "test", 1);
    for (int i = 1; i <= 7; i++) {
      RgbImage mask = RgbImage.black(64, 64);
      Arrays.fill(mask.rgb(), 0, 3 * 64 * 20, (byte) 255);
      PngFile.write(folder.resolve("masks/train/zebra/" + i + "/sky.png"), mask);
    }
  }

  private Path run(String name, Path init, FeatureSource source, Progress progress)
      throws IOException {
    Path out = folder.resolve(name);
    TrainSettings plain = TestCalls.train(images, List.of(), out);
    AvoidSettings avoid =
        new AvoidSettings(
            "sky",
            new SegmenterChoice(
                "masks:" + folder.resolve("masks"), SegmenterOptions.of(List.of("sky"))),
            List.of(AvoidWay.REWEIGHT),
            source);
    ModelFile begin = init == null ? null : new ModelFile(init, null, "cpu");
    new TrainRun(
            new TrainSettings(
                images, List.of(), plain.network(), begin, avoid, plain.compute(), out))
        .run(progress);
    return out;
  }

  @Test
  void writesTheClassifierWithANewLastLayer() throws IOException {
    List<String> notes = new ArrayList<>();
    Progress progress =
        new Progress() {
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
    for (FeatureSource source : FeatureSource.values()) {
      Path out = run(source + ".onnx", TestCalls.MODEL, source, progress);
      Path again = run(source + "-again.onnx", TestCalls.MODEL, source, Progress.NONE);
      assertEquals(-1, Files.mismatch(out, again));
      try (LoadedClassifier made = ModelOpener.model(out, "cpu");
          LoadedClassifier before = ModelOpener.model(TestCalls.MODEL, "cpu")) {
        assertEquals(before.declaration().classes(), made.declaration().classes());
        assertEquals(before.declaration().input(), made.declaration().input());
      }
    }
    assertTrue(notes.get(1).matches("  horse with sky: [0-9.]+ % → [0-9.]+ %"), notes.toString());
    String compared = notes.get(notes.size() - 1);
    assertTrue(compared.matches(COMPARED), compared);
    Map<?, ?> json =
        new ObjectMapper()
            .readValue(folder.resolve("LAST.onnx.reweighting.json").toFile(), Map.class);
    assertEquals("last", json.get("features"));
    assertEquals(4, ((List<?>) json.get("groups")).size());
    Map<?, ?> test = (Map<?, ?>) json.get("test");
    assertEquals(2, test.get("pictures"));
    assertEquals(
        ((Integer) test.get("right_only_with") - (Integer) test.get("right_only_without")) / 2.0,
        test.get("gain"));
  }

  @Test
  void needsATrainedClassifier() {
    String message =
        assertThrows(
                WrongInput.class, () -> run("new.onnx", null, FeatureSource.LAST, Progress.NONE))
            .show(key -> "--" + key);
    assertEquals(
        "--how reweight keeps the features of a trained classifier; name it with --init", message);
  }

  @Test
  void keepsTheClassifierThatItBeginsWith() throws IOException {
    Path own = Files.copy(TestCalls.MODEL, folder.resolve("own.onnx"));
    Path json = Path.of(TestCalls.MODEL + ".json");
    Files.copy(json, folder.resolve("own.onnx.json"));
    String message =
        assertThrows(
                WrongInput.class, () -> run("own.onnx", own, FeatureSource.LAST, Progress.NONE))
            .show(key -> "--" + key);
    assertTrue(
        message.endsWith("is the classifier of --init, which would be lost; name another file"),
        message);
    assertEquals(-1, Files.mismatch(TestCalls.MODEL, own));
  }

  @Test
  void aGainHasAnIntervalOverPictures() {
    PairedAccuracy pairs = new PairedAccuracy(400, 30, 60, 164);
    assertEquals(654, pairs.pictures());
    assertEquals(430 / 654.0, pairs.before());
    assertEquals(460 / 654.0, pairs.after());
    // McNemar: (60 - 30 ± 1.96 √(60 + 30 - 30² / 654)) / 654
    assertEquals(0.0459 - 0.0282, pairs.interval().low(), 0.003);
    assertEquals(0.0459 + 0.0282, pairs.interval().high(), 0.003);
  }

  @Test
  void saysWhenFeaturesLackTheClass() {
    GroupedRows rows =
        new GroupedRows(new float[3][1], new int[] {0, 1, 1}, new int[] {0, 2, 3}, new int[3], 2);
    PictureGroups groups =
        new PictureGroups(
            rows,
            new boolean[3],
            List.of("cat with mark", "cat without mark", "dog with mark", "dog without mark"),
            false);
    LinearHead head = new LinearHead(new double[2][1], new double[2]);
    double[] after = {0.7, Double.NaN, 0.62, 0.8};
    double[] before = {0, Double.NaN, 1, 0.1};
    BalancedFit.Chosen with =
        new BalancedFit.Chosen(head, new Penalty(Penalty.Norm.L2, 0.01), after);
    BalancedFit.Chosen without =
        new BalancedFit.Chosen(head, new Penalty(Penalty.Norm.L2, 0.1), before);
    BalancedFit.Found bad = new BalancedFit.Found(with, without, 0.99);
    List<String> lines =
        new ReweightingWords(new Reweighted(groups, bad, FeatureSource.LAST, null)).lines();
    assertTrue(
        lines.get(0).endsWith("groups (strength L2 0.1) and with them (L2 0.01):"), lines.get(0));
    assertEquals("  cat without mark: no picture", lines.get(2));
    assertEquals("  dog with mark: 100.0 % → 62.0 %", lines.get(3));
    assertTrue(
        lines
            .get(5)
            .startsWith("reweighting cannot repair this classifier: the last layer's features"),
        lines.get(5));
    assertTrue(lines.get(5).endsWith("; the model is written all the same"), lines.get(5));
    BalancedFit.Found good = new BalancedFit.Found(with, without, 0.71);
    assertEquals(
        5,
        new ReweightingWords(new Reweighted(groups, good, FeatureSource.ALL, null)).lines().size());
  }
}
