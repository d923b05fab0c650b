package org.segmentattribution.command.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.segmentation.SegmenterChoice;

class AvoidTest {
  @TempDir Path folder;
  private Path images;
  private Path masks;
  private Path out;

  @BeforeEach
  void draw() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "train", 4);
    TestCalls.draw(images, "test", 1);
    masks = folder.resolve("masks");
    for (int i = 1; i <= 3; i++) {
      RgbImage mask = RgbImage.black(64, 64);
      Arrays.fill(mask.rgb(), 0, 3 * 64 * 20, (byte) 255);
      PngFile.write(masks.resolve("train/zebra/" + i + "/sky.png"), mask);
    }
    out = folder.resolve("model.onnx");
  }

  private TrainRun.Result run(Path to, Path init, AvoidSettings avoid) throws IOException {
    TrainSettings plain = TestCalls.train(images, List.of(), to);
    ModelFile begin = init == null ? null : new ModelFile(init, null, "cpu");
    return new TrainRun(
            new TrainSettings(
                images, List.of(), plain.network(), begin, avoid, plain.compute(), to))
        .run(Progress.NONE);
  }

  private AvoidSettings avoid(String segment, String... ways) {
    return new AvoidSettings(
        segment,
        new SegmenterChoice("masks:" + masks, SegmenterOptions.of(List.of(segment))),
        AvoidWay.of(List.of(ways)),
        FeatureSource.LAST);
  }

  private static String refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(WrongInput.class, call).show(key -> "--" + key);
  }

  @Test
  void picturesWithTheSegmentAreCounted() throws IOException {
    TrainRun.Result result = run(out, null, avoid("sky", "fill", "paste"));
    assertEquals(8, result.images());
    assertEquals(3, result.avoided());
    assertTrue(
        result.line().startsWith("8 training images (3 with the segment to avoid), accuracy "),
        result.line());
  }

  @Test
  void eachWayGivesAnotherModelAndTheSameSeedTheSameBytes() throws IOException {
    run(out, null, null);
    for (String way : List.of("fill", "paste", "rrr")) {
      Path one = folder.resolve(way + ".onnx");
      Path again = folder.resolve(way + "-again.onnx");
      run(one, null, avoid("sky", way));
      run(again, null, avoid("sky", way));
      assertEquals(-1, Files.mismatch(one, again));
      assertNotEquals(-1, Files.mismatch(one, out));
    }
  }

  @Test
  void aTrainingThatWasTooShortSaysSo() throws IOException {
    List<String> notes = new ArrayList<>();
    TrainSettings plain = TestCalls.train(images, List.of(), out);
    new TrainRun(
            new TrainSettings(
                images,
                List.of(),
                plain.network(),
                null,
                avoid("sky", "paste"),
                plain.compute(),
                out))
        .run(
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
            });
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).endsWith("without 'sky'; train for more epochs"), notes.get(0));
  }

  @Test
  void aSegmentThatNoPictureHasIsRefused() {
    String message = refused(() -> run(out, null, avoid("logo", "fill")));
    assertTrue(message.startsWith("--"), message);
    assertTrue(message.contains("logo"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aLargeSegmentIsNotPasted() throws IOException {
    for (int i = 1; i <= 3; i++) {
      RgbImage mask = RgbImage.black(64, 64);
      Arrays.fill(mask.rgb(), 0, 3 * 64 * 40, (byte) 255);
      PngFile.write(masks.resolve("train/zebra/" + i + "/sky.png"), mask);
    }
    // 20 of 32 rows and the padding below them
    assertEquals(
        "--how paste: 'sky' covers 75 % of a picture (the median of those that have it), so a pasted"
            + " one hides what the picture shows; take --how fill or --how reweight",
        refused(() -> run(out, null, avoid("sky", "fill", "paste"))));
    run(out, null, avoid("sky", "fill"));
  }

  @Test
  void waysAreChecked() {
    assertEquals(
        "--how blur: one of fill, paste, reweight, rrr", refused(() -> avoid("sky", "blur")));
    assertEquals("--how fill is given twice", refused(() -> avoid("sky", "fill", "fill")));
    assertTrue(refused(() -> avoid("sky")).contains("names no way"));
    assertTrue(refused(() -> avoid("sky", "paste", "reweight")).contains("no other way"));
  }

  @Test
  void aTrainedClassifierKeepsItsClasses() throws IOException {
    run(out, TestCalls.MODEL, null);
    try (LoadedClassifier model = ModelOpener.model(out, "cpu");
        LoadedClassifier before = ModelOpener.model(TestCalls.MODEL, "cpu")) {
      assertEquals(before.declaration().classes(), model.declaration().classes());
      assertEquals(before.declaration().input(), model.declaration().input());
    }
  }

  @Test
  void ofOtherClassesItGetsANewLastLayer() throws IOException {
    Files.move(images.resolve("train/horse"), images.resolve("train/cow"));
    Files.move(images.resolve("test/horse"), images.resolve("test/cow"));
    run(out, TestCalls.MODEL, null);
    try (LoadedClassifier model = ModelOpener.model(out, "cpu")) {
      assertEquals(List.of("cow", "zebra"), model.declaration().classes());
    }
  }

  @Test
  void whatIsNoClassifierIsRefused() {
    Path none = folder.resolve("none.onnx");
    assertTrue(refused(() -> run(out, none, null)).startsWith("--init"));
  }
}
