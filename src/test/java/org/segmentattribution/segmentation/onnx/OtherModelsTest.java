package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;

/** Models that are no segmenters, or of no family that is read in this form. */
class OtherModelsTest {
  private static final Path FOLDER = Path.of("src/test/resources/segmenter-signatures");

  @ParameterizedTest
  @CsvSource({
    "classifier.onnx, is a classifier: it gives scores of a whole picture",
    "classifier-planes.onnx, is a classifier: it gives scores of a whole picture",
    "evf-sam.onnx, takes a text and two pictures",
  })
  void areRefusedInOneLine(String file, String why) {
    WrongInput e = assertThrows(WrongInput.class, () -> open(file));
    assertTrue(e.getMessage().contains(file + ": " + why), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  /** Its third output has no speaking name; three outputs do not make an image encoder. */
  @Test
  void boxesLabelsAndMasksAreNoImageEncoder() {
    try (OnnxGraph graph = OnnxGraph.open(FOLDER.resolve("rf-detr-seg.onnx"), "cpu")) {
      assertNotEquals(OnnxContract.SAM3_IMAGES, OnnxContract.of(graph));
      assertNotEquals(OnnxContract.SAM3_DECODER, OnnxContract.of(graph));
    }
  }

  @Test
  void sam3InOneGraphNeedsItsTokenizer() {
    WrongInput e = assertThrows(WrongInput.class, () -> open("sam3-whole.onnx"));
    assertTrue(e.getMessage().contains("tokenizer.json"), e.getMessage());
  }

  private static void open(String file) {
    PromptList prompts = PromptList.of(List.of("red"));
    OnnxSegmenter.open(FOLDER.resolve(file), "cpu", prompts, Double.NaN, null).close();
  }
}
