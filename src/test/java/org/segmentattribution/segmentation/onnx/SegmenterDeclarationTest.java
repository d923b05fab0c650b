package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/** Models whose graphs say nothing, with a {@code segmenter.json} that says it. */
class SegmenterDeclarationTest {
  private static final Path MODELS = Path.of("src/test/resources/segmenters");
  private static final String CLIPSEG =
      """
      {"type": "clipseg", "graphs": {"model": "net.onnx"},
       "inputs": {"pixel_values": "xxxxxxxxxxxx", "input_ids": "yyyyyyyyy"},
       "outputs": {"logits": "zzzzzz"}%s}
      """;

  @TempDir Path folder;

  /** Copies a model with other names of the same length, as an exporter without names gives it. */
  private void anonymous(String model, String file, String as, Map<String, String> names)
      throws IOException {
    byte[] bytes = Files.readAllBytes(MODELS.resolve(model).resolve(file));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> name : names.entrySet()) {
      assertEquals(name.getKey().length(), name.getValue().length());
      text = text.replace(name.getKey(), name.getValue());
    }
    Files.write(folder.resolve(as), text.getBytes(StandardCharsets.ISO_8859_1));
    try (Stream<Path> beside = Files.list(MODELS.resolve(model))) {
      for (Path json : beside.filter(p -> p.toString().endsWith("r.json")).toList()) {
        Files.copy(json, folder.resolve(json.getFileName()));
      }
    }
  }

  private void clipSeg() throws IOException {
    anonymous(
        "clipseg",
        "model.onnx",
        "net.onnx",
        new TreeMap<>(
            Map.of("pixel_values", "xxxxxxxxxxxx", "input_ids", "yyyyyyyyy", "logits", "zzzzzz")));
    Files.copy(
        MODELS.resolve("clipseg/preprocessor_config.json"),
        folder.resolve("preprocessor_config.json"));
  }

  @Test
  void saysWhatAGraphIs() throws IOException {
    clipSeg();
    WrongInput refused = assertThrows(WrongInput.class, () -> found(folder, "clipseg"));
    assertTrue(
        refused.getMessage().contains("net.onnx takes {xxxxxxxxxxxx=float"), refused::getMessage);
    assertTrue(refused.getMessage().contains("segmenter.json"), refused::getMessage);
    declare(CLIPSEG.formatted(""));
    List<Detection> expected = found(MODELS.resolve("clipseg"), "clipseg");
    assertEquals(expected, found(folder, "clipseg"));
    assertEquals(expected, found(folder.resolve("net.onnx"), "clipseg"));
    assertEquals(expected, found(folder.resolve("segmenter.json"), "clipseg"));
  }

  @Test
  void joinsTheGraphsOfSam3() throws IOException {
    Path source = MODELS.resolve("sam3-b");
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    declare(
        """
        {"type": "sam3", "graphs": {"images": "vision_encoder.onnx", "texts": "text_encoder.onnx",
         "detector": "decoder.onnx"}}
        """);
    assertEquals(found(source, "sam3-b"), found(folder, "sam3-b"));
  }

  /**
   * Graphs without speaking names: two features have one shape, which only a file can tell apart.
   */
  @Test
  void tellsFeaturesOfOneShapeApart() throws IOException {
    Map<String, String> encoder =
        Map.of(
            "fpn_feat_0", "v.00000001",
            "fpn_feat_1", "v.00000002",
            "fpn_feat_2", "v.00000003",
            "fpn_pos_2", "v.0000004");
    Map<String, String> detector =
        Map.of(
            "fpn_feat_0", "x.00000001",
            "fpn_feat_1", "x.00000002",
            "fpn_feat_2", "x.00000003",
            "fpn_pos_2", "x.0000004",
            "prompt_features", "x.0000000000005",
            "prompt_mask", "x.000000006",
            "pred_logits", "o.000000001",
            "presence_logits", "o.0000000000002",
            "pred_masks", "o.00000003");
    anonymous("sam3-b", "vision_encoder.onnx", "vision.onnx", encoder);
    Files.delete(folder.resolve("tokenizer.json"));
    anonymous("sam3-b", "text_encoder.onnx", "text.onnx", Map.of("text_features", "w.00000000001"));
    Files.delete(folder.resolve("tokenizer.json"));
    anonymous("sam3-b", "decoder.onnx", "decoder.onnx", detector);
    WrongInput e = assertThrows(WrongInput.class, () -> found(folder, "sam3-b"));
    assertTrue(
        e.getMessage()
            .contains("decoder.onnx: its input 'x.00000003' fits the outputs [v.00000003,"),
        e::getMessage);
    declare(
        """
        {"type": "sam3",
         "graphs": {"images": "vision.onnx", "texts": "text.onnx", "detector": "decoder.onnx"},
         "outputs": {"features_2": "v.00000003"}, "inputs": {"features_2": "x.00000003"}}
        """);
    assertEquals(found(MODELS.resolve("sam3-b"), "sam3-b"), found(folder, "sam3-b"));
  }

  @Test
  void isPartOfTheIdentity() throws IOException {
    clipSeg();
    List<String> identities = new ArrayList<>();
    for (String more : List.of("", ", \"threshold\": 0.9")) {
      declare(CLIPSEG.formatted(more));
      PromptList red = PromptList.of(List.of("red"));
      try (OnnxSegmenter model = OnnxSegmenter.open(folder, "cpu", red, Double.NaN, null)) {
        identities.add(model.identity());
      }
    }
    assertNotEquals(identities.get(0), identities.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\": \"clipseg\" | \"type\": \"clipsag\" | type is 'clipsag', which is none of",
        "\"type\" | \"kind\" | the key 'kind' is none of type, graphs",
        "net.onnx | nett.onnx | graphs.model names nett.onnx, but there is no such file",
        "net.onnx | ../net.onnx | graphs.model must be a file in the folder",
        "\"model\" | \"images\" | graphs.images is unknown: clipseg has model",
        "xxxxxxxxxxxx | nothing | inputs.pixel_values is 'nothing', but net.onnx has only",
        "xxxxxxxxxxxx | attention_mask | inputs.pixel_values needs a picture of rank 3 to 4",
        "yyyyyyyyy | xxxxxxxxxxxx | inputs.input_ids needs whole values of rank 2, but",
        "\"input_ids\" | \"inputs_id\" | inputs.inputs_id is unknown: clipseg has pixel_values",
        "\"zzzzzz\"} | \"zzzzzz\"}, \"size\": 99 | size is [99, 99], but net.onnx takes",
        "\"zzzzzz\"} | \"zzzzzz\"}, \"size\": \"9\" | size must be a number of pixels",
        "\"zzzzzz\"} | \"zzzzzz\"}, \"std\": [1, 1, 0] | std must be three numbers above 0",
        "\"zzzzzz\"} | \"zzzzzz\"}, \"threshold\": 2 | threshold must be a number from 0 to 1",
        "\"zzzzzz\"} | \"zzzzzz\"}, \"names\": \"a.txt\" | names names a.txt, but there is no such",
        "\"zzzzzz\"} | \"zzzzzz\"}, \"tokenizer\": {\"pad\": 0} | the key 'tokenizer.pad' is none of",
        "\"zzzzzz\"} | \"zzzzzz\"}, \"tokenizer\": {\"length\": 0} | tokenizer.length must be a whole",
        "\"zzzzzz\"} | \"zzzzzz\"} | inputs.pixel_values",
      })
  void refusesWhatIsWrong(String part, String by, String message) throws IOException {
    clipSeg();
    String text = CLIPSEG.formatted("").replace(part, by);
    if (part.equals(by)) {
      text = text.replace("\"pixel_values\": \"xxxxxxxxxxxx\"", "\"pixel_values\": 1");
    }
    declare(text);
    WrongInput e = assertThrows(WrongInput.class, () -> found(folder, "clipseg"));
    assertTrue(e.getMessage().contains("segmenter.json: " + message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private void declare(String text) throws IOException {
    Files.writeString(folder.resolve("segmenter.json"), text);
  }

  private static List<Detection> found(Path given, String like) throws IOException {
    PromptList prompts = PromptList.of(List.of("red", "blue"));
    RgbImage picture = ContractModelsTest.picture(MODELS.resolve(like).resolve("picture.png"));
    try (OnnxSegmenter model = OnnxSegmenter.open(given, "cpu", prompts, Double.NaN, null)) {
      return model.segment("", picture);
    }
  }
}
