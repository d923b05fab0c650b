package org.segmentattribution.hub.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.hub.HubFile;
import org.segmentattribution.hub.HubListing;
import org.segmentattribution.hub.RepositoryName;

class FileChoiceTest {
  private static HubListing listing(String... paths) {
    return new HubListing(
        RepositoryName.of("hf:a/b"),
        "0".repeat(40),
        "",
        false,
        Stream.of(paths).map(path -> new HubFile(path, 1, "")).toList());
  }

  private static List<String> chosen(String variant, String... paths) {
    return FileChoice.of(listing(paths), variant).files().stream().map(HubFile::path).toList();
  }

  @Test
  void kindsOfNumbers() {
    assertEquals(new GraphName("model", "fp32"), GraphName.of("model.onnx"));
    assertEquals(new GraphName("model", "q4f16"), GraphName.of("model_q4f16.onnx"));
    assertEquals(new GraphName("model", "uint8"), GraphName.of("model_uint8.onnx"));
    assertEquals(new GraphName("vision_encoder", "fp16"), GraphName.of("vision_encoder_fp16.onnx"));
    assertEquals(new GraphName("_fp16", "fp32"), GraphName.of("_fp16.onnx"));
  }

  @Test
  void graphsOfSeveralPartsAreInOneKind() {
    String[] sam = {
      "onnx/vision_encoder.onnx",
      "onnx/vision_encoder_fp16.onnx",
      "onnx/prompt_encoder_mask_decoder.onnx",
      "config.json"
    };
    assertEquals(
        List.of("config.json", "onnx/prompt_encoder_mask_decoder.onnx", "onnx/vision_encoder.onnx"),
        chosen("fp32", sam));
    WrongInput half = assertThrows(WrongInput.class, () -> chosen("fp16", sam));
    assertEquals("variant fp16 is not there; there is fp32", half.getMessage());
  }

  @Test
  void twoTowersAreTakenInsteadOfTheGraphThatHoldsBoth() {
    assertEquals(
        List.of("onnx/text_model.onnx", "onnx/vision_model.onnx"),
        chosen("fp32", "onnx/model.onnx", "onnx/text_model.onnx", "onnx/vision_model.onnx"));
  }

  @Test
  void filesBesideAGraphAreThoseOfItsFoldersOnly() {
    assertEquals(
        List.of("config.json", "sub/names.txt", "sub/LICENSE", "sub/a.onnx", "sub/a.onnx.json"),
        chosen(
            "fp32",
            "config.json",
            "other/config.json",
            "sub/names.txt",
            "sub/LICENSE",
            "sub/a.onnx",
            "sub/a.onnx.json",
            "sub/a.pt",
            "train.py"));
  }

  @Test
  void severalModelsAreRefused() {
    WrongInput several =
        assertThrows(WrongInput.class, () -> chosen("fp32", "x/a.onnx", "y/a.onnx"));
    assertTrue(several.getMessage().contains("x/, y/"), several.getMessage());
  }

  @Test
  void oneFileOfWeightsIsTakenBeforeTheirParts() {
    assertEquals(
        List.of("config.json", "model.safetensors"),
        chosen(
            "fp32",
            "config.json",
            "model.safetensors",
            "model-00001-of-00001.safetensors",
            "model.safetensors.index.json"));
    assertThrows(WrongInput.class, () -> chosen("fp16", "model.safetensors"));
  }

  @Test
  void namesThatDifferInCaseAloneAreRefused() {
    assertThrows(
        RunFailed.class, () -> chosen("fp32", "onnx/a.onnx", "onnx/A.onnx", "config.json"));
  }
}
