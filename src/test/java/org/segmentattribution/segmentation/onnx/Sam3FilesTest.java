package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/** SAM 3 in three graphs, with the files of a processor beside them. */
class Sam3FilesTest {
  private static final Path MODEL = Path.of("src/test/resources/segmenters/sam3-b");

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.list(MODEL)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "preprocessor_config.json, '{%s}'",
    "processor_config.json, '{\"image_processor\": {%s}}'"
  })
  void theProcessorOfTheHubSaysTheValues(String file, String text) throws IOException {
    List<Detection> plain = found();
    String type = "\"image_processor_type\": \"Sam3ImageProcessor\"";
    Files.writeString(folder.resolve(file), text.formatted(type));
    assertEquals(plain, found());
    Files.writeString(folder.resolve(file), text.formatted(type + ", \"do_normalize\": false"));
    assertNotEquals(plain, found());
  }

  @Test
  void declarationGoesBeforeTheProcessor() throws IOException {
    List<Detection> plain = found();
    Files.writeString(folder.resolve("preprocessor_config.json"), "{\"image_mean\": [0, 0, 0]}");
    Files.writeString(
        folder.resolve("segmenter.json"),
        """
        {"type": "sam3", "graphs": {"images": "vision_encoder.onnx", "texts": "text_encoder.onnx",
         "detector": "decoder.onnx"}, "mean": [0.5, 0.5, 0.5]}
        """);
    assertEquals(plain, found());
  }

  @Test
  void refusesWhatItWouldNotDo() throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), "{\"do_thumbnail\": true}");
    WrongInput e = assertThrows(WrongInput.class, this::found);
    assertTrue(
        e.getMessage().endsWith("preprocessor_config.json: do_thumbnail: true is not supported"),
        e.getMessage());
  }

  private List<Detection> found() throws IOException {
    PromptList prompts = PromptList.of(List.of("red", "blue"));
    RgbImage picture = ContractModelsTest.picture(MODEL.resolve("picture.png"));
    try (OnnxSegmenter model = OnnxSegmenter.open(folder, "cpu", prompts, Double.NaN, null)) {
      return model.segment("", picture);
    }
  }
}
