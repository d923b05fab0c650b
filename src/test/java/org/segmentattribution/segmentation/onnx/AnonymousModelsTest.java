package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

/** Models of fixed classes whose outputs have numbers instead of names. */
class AnonymousModelsTest {
  private static final Path MODELS = Path.of("src/test/resources/segmenters");
  private static final String NAMES = "background\nred\npainter's green\nblue\nyellow\npurple\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "maskformer, class_queries_logits, masks_queries_logits, true",
    "maskformer, class_queries_logits, masks_queries_logits, false",
    "real-eomt-pad, class_queries_logits, masks_queries_logits, true",
    "detr-panoptic-hub, logits, pred_masks, true",
  })
  void areToldByShapesAndTheirConfiguration(
      String model, String classes, String masks, boolean configured) throws IOException {
    anonymous(model, classes, masks);
    if (!configured) {
      Files.delete(folder.resolve("config.json"));
      Files.writeString(folder.resolve("names.txt"), NAMES);
    }
    assertEquals(found(MODELS.resolve(model)), found(folder));
  }

  @Test
  void conditionalDetrIsNoRfDetr() throws IOException {
    anonymous("detr-panoptic-hub", "logits", "pred_masks");
    Path config = folder.resolve("config.json");
    String kind = "\"model_type\": \"%s\"";
    String text = Files.readString(config);
    assertTrue(text.contains(kind.formatted("detr")));
    Files.writeString(
        config, text.replace(kind.formatted("detr"), kind.formatted("conditional_detr")));
    assertEquals(found(MODELS.resolve("detr-panoptic-hub")), found(folder));
  }

  /** Two maps of one shape: only a declaration says which one is meant. */
  @Test
  void refusalHasADeclarationToCopy() throws IOException {
    Path refused = Path.of("src/test/resources/segmenters-refused/two.onnx");
    Files.copy(refused, folder.resolve("model.onnx"));
    Files.writeString(folder.resolve("names.txt"), "a\nb\nc\nd\n");
    WrongInput e = assertThrows(WrongInput.class, () -> found(folder));
    String text = e.getMessage();
    String declaration = text.substring(text.indexOf('{'), text.indexOf("}}") + 2);
    Files.writeString(folder.resolve("segmenter.json"), declaration);
    assertFalse(found(folder).isEmpty());
    assertTrue(text.length() < 700, text);
  }

  @Test
  void aPlaneCanBeDeclared() throws IOException {
    Files.copy(MODELS.resolve("real-planes/model.onnx"), folder.resolve("model.onnx"));
    declare(
        "{'type': 'foreground', 'graphs': {'model': 'model.onnx'}, 'outputs': {'foreground': 'd0'}}");
    assertEquals(found(MODELS.resolve("real-planes")), found(folder));
  }

  @Test
  void declarationGoesBeforeAProcessorOfTransformers5() throws IOException {
    Files.copy(MODELS.resolve("real-planes/model.onnx"), folder.resolve("model.onnx"));
    Files.writeString(
        folder.resolve("processor_config.json"),
        "{\"image_processor\": {\"image_mean\": [9, 9, 9], \"image_std\": [1, 1, 1]}}");
    declare(
        "{'type': 'foreground', 'graphs': {'model': 'model.onnx'}, 'outputs': {'foreground': 'd0'},"
            + " 'mean': [0.485, 0.456, 0.406], 'std': [0.229, 0.224, 0.225]}");
    assertEquals(found(MODELS.resolve("real-planes")), found(folder));
  }

  private void declare(String text) throws IOException {
    Files.writeString(folder.resolve("segmenter.json"), text.replace('\'', '"'));
  }

  private void anonymous(String model, String classes, String masks) throws IOException {
    try (Stream<Path> files = Files.list(MODELS.resolve(model))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path graph = folder.resolve("model.onnx");
    String text = new String(Files.readAllBytes(graph), StandardCharsets.ISO_8859_1);
    text = text.replace(classes, "1".repeat(classes.length()));
    text = text.replace(masks, "2".repeat(masks.length())).replace("pred_boxes", "3333333333");
    Files.write(graph, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<Detection> found(Path given) throws IOException {
    RgbImage picture = ContractModelsTest.picture(MODELS.resolve("clipseg/picture.png"));
    PromptList all = PromptList.of(List.of());
    try (OnnxSegmenter model = OnnxSegmenter.open(given, "cpu", all, Double.NaN, null)) {
      return model.segment("", picture);
    }
  }
}
