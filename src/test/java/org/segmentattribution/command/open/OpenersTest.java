package org.segmentattribution.command.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.ChannelReduction;

/** Whatever cannot be opened is said in one line that names the setting at fault. */
class OpenersTest {
  private static final SegmenterOptions PLAIN = SegmenterOptions.of(List.of());

  @TempDir Path folder;

  private static String refused(Executable call) {
    String said = assertThrows(WrongInput.class, call).show(key -> "--" + key);
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  @Test
  void aModelIsOpenedWithItsDeclaration() {
    try (LoadedClassifier classifier = ModelOpener.model(TestCalls.MODEL, "cpu")) {
      assertEquals(List.of("horse", "zebra"), classifier.declaration().classes());
      assertEquals("model", classifier.name());
      assertEquals("cpu", classifier.device());
    }
    assertEquals(3, ModelOpener.inputShape(TestCalls.model())[0]);
    assertEquals(2, ModelOpener.declaration(TestCalls.model()).classes().size());
  }

  @Test
  void aMissingOrForeignModelIsNamed() throws IOException {
    Path gone = folder.resolve("gone.onnx");
    assertTrue(refused(() -> ModelOpener.model(gone, "cpu")).startsWith("--model: "));
    assertTrue(refused(() -> ModelOpener.model(gone, "cpu")).contains(gone.toString()));
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    Files.copy(Path.of(TestCalls.MODEL + ".json"), folder.resolve("text.onnx.json"));
    assertTrue(refused(() -> ModelOpener.model(text, "cpu")).startsWith("--model: " + text));
    Path bare = Files.copy(TestCalls.MODEL, folder.resolve("bare.onnx"));
    assertTrue(refused(() -> ModelOpener.model(bare, "cpu")).startsWith("--model: "));
    ModelFile file = new ModelFile(bare, null, "cpu");
    assertTrue(refused(() -> ModelOpener.modelFor(file, 1, 64, 64)).startsWith("--model: "));
    ModelOpener.modelFor(file, 3, 64, 64).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cpu:0", "cuda:-1"})
  void aDeviceThatIsNoneIsNamed(String device) {
    assertTrue(refused(() -> ModelOpener.device(device)).startsWith("--device"));
    assertTrue(
        refused(() -> ModelOpener.model(TestCalls.MODEL, device)).startsWith("--device"),
        "before the model is read");
  }

  @Test
  void aSelfCheckThatIsNotMadeSaysWhy() {
    ModelFile off =
        new ModelFile(TestCalls.MODEL, null, "cpu", TestCalls.model().declared(), false);
    try (LoadedClassifier classifier = ModelOpener.model(TestCalls.model())) {
      float[] input = new float[3 * 64 * 64];
      assertEquals(
          "not made: self-check off", ModelOpener.selfCheck(off, classifier, input, 1).line());
      assertEquals(
          "not made: no image can be read",
          ModelOpener.selfCheck(TestCalls.model(), classifier, input, 0).line());
      assertEquals(1, ModelOpener.selfCheck(TestCalls.model(), classifier, input, 1).images());
    }
  }

  @Test
  void unknownMethodsChannelsAndParametersAreNamed() {
    assertTrue(
        refused(() -> MethodOpener.methods(List.of("grad"), List.of(), 1, ChannelReduction.SUM))
            .startsWith("--method: "));
    assertTrue(
        refused(
                () ->
                    MethodOpener.methods(
                        List.of("gradient"), List.of("steps=x"), 1, ChannelReduction.SUM))
            .startsWith("--method: "));
    String said = refused(() -> MethodOpener.channels("red"));
    assertEquals(
        "--channels 'red' is not known; known: sum, mean, sum-abs, abs-sum, abs-max, l2", said);
    for (ChannelReduction reduction : ChannelReduction.values()) {
      assertEquals(reduction, MethodOpener.channels(reduction.label()));
    }
  }

  @Test
  void foldersOfMapsAreFoundAmongTheMethods() throws IOException {
    Path lime = Files.createDirectory(folder.resolve("lime"));
    List<String> methods = List.of("gradient", "maps:" + lime, "lrp-z");
    assertEquals(1, MethodOpener.maps(methods, ChannelReduction.SUM).size());
    assertEquals("maps:lime", MethodOpener.maps(methods, ChannelReduction.SUM).get(0).name());
    Path gone = folder.resolve("gone");
    assertTrue(
        refused(() -> MethodOpener.maps(List.of("maps:" + gone), ChannelReduction.SUM))
            .startsWith("--method: maps:" + gone));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "grid", "grid:0x3", "grid:3", "nothing:x", "grid:2x2+nothing:x"})
  void aSegmenterThatIsNoneIsNamed(String spec) {
    assertTrue(refused(() -> SegmenterOpener.segmenter(spec, PLAIN)).startsWith("--segmenter"));
  }

  @Test
  void masksOfOtherImagesAreAFailureOfTheRun() throws IOException {
    Path images = TestCalls.draw(folder.resolve("images"), "test", 1);
    Path masks = Files.createDirectories(folder.resolve("masks/other"));
    Files.copy(images.resolve("test/zebra/1.png"), masks.resolve("mane.png"));
    ImageSelection selection = ImageSelection.open(images);
    String spec = "masks:" + folder.resolve("masks");
    RunFailed failed =
        assertThrows(
            RunFailed.class, () -> SegmenterOpener.segmenter(spec, PLAIN, selection).close());
    assertEquals(1, failed.getMessage().lines().count(), failed.getMessage());
    assertTrue(failed.getMessage().contains(folder.resolve("masks").toString()));
    try (Segmenter grid = SegmenterOpener.segmenter("grid:2x3", PLAIN, selection)) {
      assertEquals("grid 2x3", grid.fingerprint("any"));
    }
  }

  /** Only a folder of masks needs relative paths; a COCO file does not. */
  @ParameterizedTest
  @CsvSource({
    "masks:DIR, true",
    "masks:DIR?names=x, true",
    "grid:3x3+masks:DIR, true",
    "grid:3x3, false",
    "masks:FILE, false",
    "grid:3x3+masks:FILE, false",
    "onnx:DIR, false"
  })
  void foldersOfMasksAreToldFromFiles(String spec, boolean folderOfMasks) throws IOException {
    Path file = Files.writeString(folder.resolve("coco.json"), "{}");
    String named = spec.replace("DIR", folder.toString()).replace("FILE", file.toString());
    assertEquals(folderOfMasks, SegmenterOpener.readsMaskFolder(named));
    assertFalse(SegmenterOpener.readsMaskFolder(spec), "there is no folder of this name");
  }
}
