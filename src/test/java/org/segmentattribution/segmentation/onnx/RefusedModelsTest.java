package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/** Networks that are no segmenters, and folders that ask for what is not done. */
class RefusedModelsTest {
  private static final Path FOLDER = Path.of("src/test/resources/segmenters-refused");

  @ParameterizedTest
  @CsvSource({
    "depth, a depth network",
    "classifier, a classifier",
    "detector, a detector without masks",
    "texts, makes boxes for texts",
    "pictures, makes pictures",
    "two, several maps of classes"
  })
  void saysWhatItSeemsToBe(String name, String words, @TempDir Path folder) throws IOException {
    WrongInput e = assertThrows(WrongInput.class, () -> open(copy(name, folder)));
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
  }

  @Test
  void neighboursHaveNoPartInWhatANamedFileIs() {
    WrongInput e = assertThrows(WrongInput.class, () -> open(FOLDER.resolve("depth.onnx")));
    assertTrue(e.getMessage().contains("a depth network"), e.getMessage());
    assertFalse(e.getMessage().contains("YOLO-World"), e.getMessage());
    assertFalse(e.getMessage().contains("classifier.onnx"), e.getMessage());
  }

  @Test
  void weightsOfAClassifierAreNamed(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.json"), "{\"architectures\": [\"ResNetForImageClassification\"]}");
    WrongInput e = assertThrows(WrongInput.class, () -> open(folder));
    assertTrue(e.getMessage().contains("is a classifier (ResNetForImageClassification in"));
  }

  @Test
  void aBrokenDeclarationSaysTheLine(@TempDir Path folder) throws IOException {
    copy("depth", folder);
    Files.writeString(folder.resolve("segmenter.json"), "{");
    WrongInput e = assertThrows(WrongInput.class, () -> open(folder));
    assertTrue(e.getMessage().contains("segmenter.json is not JSON: "), e.getMessage());
    assertTrue(e.getMessage().contains("(line 1, column "), e.getMessage());
    assertFalse(e.getMessage().contains("Source"), e.getMessage());
  }

  @Test
  void takesTheMapThatIsCalledOut(@TempDir Path folder) throws IOException {
    Path file = copy("torchvision", folder);
    Files.writeString(folder.resolve("names.txt"), "a\nb\nc\nd\n");
    try (OnnxSegmenter segmenter = open(file)) {
      List<Detection> found = segmenter.segment("", RgbImage.black(48, 32));
      assertEquals(1, found.stream().filter(d -> !d.mask().isEmpty()).count());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"do_thumbnail\": true}; do_thumbnail: true is not supported",
        "{\"do_split_image\": true}; do_split_image: true is not supported",
        "{\"image_processor_type\": \"DPTImageProcessor\", \"do_pad\": true}; do_pad",
        "{\"do_pad\": true, \"pad_size\": {\"height\": 9, \"width\": 9}}; pad_size",
        "{\"resample\": 9}; resample: 9 is no filter of Pillow",
        "{\"resample\": 4}; resample: 4 (box) is not supported",
        "{\"image_processor_type\": \"DPTImageProcessor\", \"resample\": 5}; resample: 5 (hamming)",
        "{\"rescale_offset\": true}; rescale_offset"
      })
  void refusesWhatWouldChangeThePicture(String json, String words, @TempDir Path folder)
      throws IOException {
    Path file = copy("torchvision", folder);
    Files.writeString(folder.resolve("names.txt"), "a\nb\nc\nd\n");
    Files.writeString(folder.resolve("preprocessor_config.json"), json);
    WrongInput e = assertThrows(WrongInput.class, () -> open(file));
    assertTrue(e.getMessage().contains("preprocessor_config.json: " + words), e.getMessage());
  }

  @Test
  void detectorsOfTextsRefuseFiltersToo(@TempDir Path folder) throws IOException {
    Path model = Path.of("src/test/resources/segmenters/owlvit-sam-raw");
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path config = folder.resolve("preprocessor_config.json");
    Files.writeString(
        config, Files.readString(config).replaceAll("\"resample\": 2", "\"resample\": 5"));
    PromptList red = PromptList.of(List.of("red"));
    WrongInput e =
        assertThrows(
            WrongInput.class, () -> OnnxSegmenter.open(folder, "cpu", red, Double.NaN, null));
    assertTrue(e.getMessage().contains("resample: 5 (hamming)"), e.getMessage());
  }

  private static Path copy(String name, Path folder) throws IOException {
    return Files.copy(FOLDER.resolve(name + ".onnx"), folder.resolve("model.onnx"));
  }

  private static OnnxSegmenter open(Path file) {
    return OnnxSegmenter.open(file, "cpu", PromptList.of(List.of()), Double.NaN, null);
  }
}
