package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

/** SAM 3 in three graphs: files beside them, inputs that are not known, several detectors. */
class Sam3FilesTest {
  private static final Path MODELS = Path.of("src/test/resources/segmenters");

  @TempDir Path folder;

  private void copy(String model) throws IOException {
    try (Stream<Path> files = Files.list(MODELS.resolve(model))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  /** Gives an input or output another name of the same length. */
  private void rename(String file, String from, String to) throws IOException {
    assertEquals(from.length(), to.length());
    Path path = folder.resolve(file);
    String bytes = Files.readString(path, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains(from));
    Files.writeString(path, bytes.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "preprocessor_config.json, '{%s}'",
    "processor_config.json, '{\"image_processor\": {%s}}'"
  })
  void theProcessorOfTheHubSaysTheValues(String file, String text) throws IOException {
    copy("sam3-b");
    List<Detection> plain = found(folder);
    String type = "\"image_processor_type\": \"Sam3ImageProcessor\"";
    write(file, text.formatted(type));
    assertEquals(plain, found(folder));
    write(file, text.formatted(type + ", \"do_normalize\": false"));
    assertNotEquals(plain, found(folder));
  }

  @Test
  void declarationGoesBeforeTheProcessor() throws IOException {
    copy("sam3-b");
    List<Detection> plain = found(folder);
    write("preprocessor_config.json", "{\"image_mean\": [0, 0, 0]}");
    write(
        "segmenter.json",
        """
        {"type": "sam3", "graphs": {"images": "vision_encoder.onnx", "texts": "text_encoder.onnx",
         "detector": "decoder.onnx"}, "mean": [0.5, 0.5, 0.5]}
        """);
    assertEquals(plain, found(folder));
  }

  @Test
  void refusesWhatItWouldNotDoToThePicture() throws IOException {
    copy("sam3-b");
    write("preprocessor_config.json", "{\"do_thumbnail\": true}");
    WrongInput e = assertThrows(WrongInput.class, () -> found(folder));
    assertTrue(e.getMessage().endsWith("do_thumbnail: true is not supported"), e.getMessage());
  }

  /** An input of boxes, points or a mask that is not the text's must not get the text's mask. */
  @ParameterizedTest
  @CsvSource({
    "sam3-b-boxes, input_boxes_labels, point_input_labels",
    "sam3-b-boxes, input_boxes_labels, reference_of_boxes",
    "sam3-a, box_masks, pad_masks"
  })
  void refusesInputsThatAreNotKnown(String model, String name, String other) throws IOException {
    copy(model);
    String decoder = model.equals("sam3-a") ? "sam3_decoder.onnx" : "decoder.onnx";
    rename(decoder, name, other);
    WrongInput e = assertThrows(WrongInput.class, () -> found(folder));
    String why = decoder + ": nothing is known for its inputs [" + other + "]";
    assertTrue(e.getMessage().contains(why), e.getMessage());
    assertTrue(e.getMessage().contains("segmenter.json"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  /** Two detectors of several texts lie in a folder: the one that is named is used. */
  @Test
  void aDetectorThatIsNamedIsUsed() throws IOException {
    copy("sam3-b-batch");
    Files.copy(folder.resolve("decoder.onnx"), folder.resolve("decoder_fp16.onnx"));
    List<Detection> expected = found(MODELS.resolve("sam3-b-batch"));
    assertFalse(expected.isEmpty());
    assertEquals(expected, found(folder.resolve("decoder_fp16.onnx")));
    WrongInput e = assertThrows(WrongInput.class, () -> found(folder));
    assertTrue(e.getMessage().endsWith("decoder.onnx, decoder_fp16.onnx"), e.getMessage());
  }

  /** It leaves out what it does not find: one score and one mask may be of either kind. */
  @Test
  void aDetectorOfFewFindsNeedsADeclaration() throws IOException {
    copy("sam3-b-few");
    assertEquals(found(MODELS.resolve("sam3-b")).size(), found(folder).size());
    Files.delete(folder.resolve("segmenter.json"));
    IOException e = assertThrows(IOException.class, () -> found(folder));
    assertTrue(e.getMessage().contains("decoder.onnx: its scores 'scores' are"), e.getMessage());
    assertTrue(e.getMessage().contains("{\"scores\": \"scores\"}"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @ParameterizedTest
  @CsvSource({"sam3-b-alone, true", "sam3-b, false", "sam3-b-few, false"})
  void warnsOfADetectorThatFindsWhatIsNotThere(String model, boolean warned) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      found(MODELS.resolve(model));
    } finally {
      System.setErr(before);
    }
    String said = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(warned, said.contains("has no output that says whether a thing is there"), said);
  }

  private static List<Detection> found(Path given) throws IOException {
    PromptList prompts = PromptList.of(List.of("red", "yellow"));
    RgbImage picture = ContractModelsTest.picture(MODELS.resolve("sam3-b/picture.png"));
    try (OnnxSegmenter model = OnnxSegmenter.open(given, "cpu", prompts, Double.NaN, null)) {
      return model.segment("", picture);
    }
  }
}
