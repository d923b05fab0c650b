package org.segmentattribution.command.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.Progress;

class TrainRunTest {
  @TempDir Path folder;
  private Path images;
  private Path out;

  @BeforeEach
  void draw() throws IOException {
    images = folder.resolve("images");
    TestCalls.draw(images, "train", 3);
    TestCalls.draw(images, "test", 2);
    TestCalls.draw(images.resolve("val/horse/1.png"), SceneClass.HORSE, 30);
    out = folder.resolve("models/small.onnx");
  }

  private TrainRun.Result run(Path to, String... classes) throws IOException {
    return new TrainRun(TestCalls.train(images, List.of(classes), to)).run(Progress.NONE);
  }

  private String refused(Path to, String... classes) {
    return assertThrows(WrongInput.class, () -> run(to, classes)).show(key -> "--" + key);
  }

  @Test
  void splitsAreTrainedOnTestedOnOrLeftOut() throws IOException {
    TrainRun.Result result = run(out);
    assertEquals(6, result.images());
    assertEquals(4, result.tested());
    assertEquals(11, result.inputs().files());
    assertEquals(1, result.inputs().unused());
    assertEquals(0, result.accuracy() * 4 % 1, "a share of four images");
    assertTrue(
        Files.readString(folder.resolve("models/small.onnx.inputs.csv")).contains("val/horse/1"));
  }

  @Test
  void aPlaceThatCannotHoldTheModelIsRefusedBeforeAnyTraining() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(
        "--out %s: %s is a file, not a folder".formatted(file.resolve("a/b.onnx"), file),
        refused(file.resolve("a/b.onnx")));
    Path taken = Files.createDirectories(folder.resolve("taken.onnx"));
    assertEquals("--out %s is a folder; name a file".formatted(taken), refused(taken));
  }

  @Test
  void theModelKnowsItsClassesInTheOrderAskedFor() throws IOException {
    run(out);
    try (LoadedClassifier model = ModelOpener.model(out, "cpu")) {
      assertEquals(List.of("horse", "zebra"), model.declaration().classes());
      assertArrayEquals(new long[] {3, 16, 16}, model.inputSizes());
    }
    run(out, "zebra", "horse");
    try (LoadedClassifier model = ModelOpener.model(out, "cpu")) {
      assertEquals(List.of("zebra", "horse"), model.declaration().classes());
    }
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    run(out);
    Path again = folder.resolve("again.onnx");
    run(again);
    assertEquals(-1, Files.mismatch(out, again));
    assertEquals(-1, Files.mismatch(Path.of(out + ".json"), Path.of(again + ".json")));
  }

  @Test
  void aPictureThatCannotBeReadIsLeftOut() throws IOException {
    Files.writeString(images.resolve("train/zebra/2.png"), "no picture");
    TrainRun.Result result = run(out);
    assertEquals(5, result.images());
    assertEquals("train/zebra/2.png", result.failures().get(0).image());
    assertTrue(result.line().endsWith("1 skipped"), result.line());
    assertEquals(
        result.inputs().files(),
        result.inputs().images() + result.inputs().failed() + result.inputs().unused());
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsRead() {
    assertEquals(
        "--images " + images + ": images of at least two classes are needed; found horse",
        refused(out, "horse"));
    Path wrong = folder.resolve("model.pt");
    assertEquals("--out " + wrong + ": the model's name must end in .onnx", refused(wrong));
    assertTrue(refused(out, "horse", "cow").contains("no image of class 'cow'"));
    assertFalse(Files.exists(folder.resolve("models")));
  }

  @Test
  void withoutATrainingImageThereIsNoModel() throws IOException {
    for (SceneClass scene : SceneClass.values()) {
      for (int i = 1; i <= 3; i++) {
        Files.writeString(images.resolve("train/" + scene.folder() + "/" + i + ".png"), "x");
      }
    }
    assertEquals("--images " + images + ": no training image can be read", refused(out));
    assertFalse(Files.exists(out));
  }

  @Test
  void withoutTestImagesThereIsNoAccuracy() throws IOException {
    Path all = TestCalls.draw(folder.resolve("all"), "train", 2);
    TrainRun.Result result = new TrainRun(TestCalls.train(all, List.of(), out)).run(Progress.NONE);
    assertTrue(Double.isNaN(result.accuracy()));
    assertEquals(
        "4 training images, no test split to measure accuracy on, 0 skipped", result.line());
  }
}
