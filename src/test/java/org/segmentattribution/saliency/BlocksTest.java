package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;

/** Relevance on the blocks of well-known architectures. */
class BlocksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vgg@13",
        "vgg@13-raw",
        "resnet@9",
        "resnet@13-raw",
        "densenet@13",
        "densenet@13-raw",
        "inception@13-raw"
      })
  void theZRuleLayerByLayerIsInputTimesGradient(String model) throws IOException {
    Explanation e = explain(model, List.of("lrp-z", "lrp-gamma"), List.of("gamma=0"));
    for (int i = 0; i < e.targets().length; i++) {
      float[] z = e.maps().get("lrp-z")[i];
      double deviation = Fixtures.deviation(z, e.maps().get("lrp-gamma")[i]);
      assertTrue(deviation < 1e-3, model + " differs by " + deviation);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"resnet@9", "densenet@13", "inception@13-raw", "vgg@9", "mobilenet_v2@13"})
  void everyRelevanceMethodIsFinite(String model) throws IOException {
    List<String> methods =
        SaliencyMethods.names().stream()
            .filter(
                name ->
                    name.startsWith("lrp") || name.startsWith("epsilon") || name.startsWith("deep"))
            .toList();
    Explanation e = explain(model, methods, List.of());
    e.maps()
        .forEach(
            (method, maps) -> {
              for (float[] map : maps) {
                for (float value : map) {
                  assertTrue(Float.isFinite(value), method + " on " + model);
                }
              }
            });
  }

  @Test
  void whereNoRuleIsDefinedTheNodeIsNamed() throws IOException {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> explain("functions@13", List.of("deep-taylor"), List.of()))
            .getMessage();
    assertTrue(refusal.startsWith("deep-taylor is not defined for node '"), refusal);
    assertTrue(refusal.contains("(Sigmoid)"), refusal);
    explain("functions@13", List.of("gradient", "integrated-gradients", "smoothgrad"), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vit@13", "attention@17", "convnext@13", "efficientnet@13", "mobilenet_v3@14"})
  void relevanceReachesTheBlocksOfTodaysNetworks(String model) throws IOException {
    List<String> methods = List.of("lrp-z", "attn-lrp", "cp-lrp", "epsilon-plus-flat", "lrp-flat");
    Explanation e = explain(model, methods, List.of());
    for (String method : methods) {
      for (float value : e.maps().get(method)[0]) {
        assertTrue(Float.isFinite(value), model + " " + method);
      }
    }
    assertArrayEquals(e.maps().get("lrp-z")[0], e.maps().get("attn-lrp")[0], model);
  }

  /** Of a model of {@code onnx/blocks} and its input. */
  static Explanation explain(String model, List<String> methods, List<String> parameters)
      throws IOException {
    String stem = model.substring(0, model.indexOf('@'));
    NpyFile input = NpyFile.read(Fixtures.resource("onnx/blocks/" + stem + ".input.npy"));
    int[] shape = input.shape();
    try (LoadedClassifier classifier =
        Networks.classifier("onnx/blocks/" + model + ".onnx", shape[2], shape[3])) {
      int[] targets = new int[shape[0]];
      Arrays.fill(targets, Explainer.PREDICTED);
      return new Explainer(
              classifier,
              SaliencyMethods.select(methods, parameters, 1, ChannelReduction.SUM),
              ChannelReduction.SUM)
          .explainChannels(input.values(), shape[0], targets);
    }
  }
}
