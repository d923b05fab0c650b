package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;
import org.segmentattribution.saliency.structure.ExaminedNetwork;

/** DeepLIFT and attention rollout on networks with attention, gates and normalisations. */
class AttentionNetworksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vit@13",
        "vit@17",
        "convnext@13",
        "mbconv@13",
        "swin@17",
        "swin_v2@13",
        "gates@13",
        "mobilenet_v3@13",
        "group_norm@13",
        "post_norm@17",
        "swiglu@13"
      })
  void deepLiftSumsToTheChangeOfTheLogit(String model) throws IOException {
    String stem = model.substring(0, model.indexOf('@'));
    NpyFile input = NpyFile.read(Fixtures.resource("attention/" + stem + ".input.npy"));
    int[] shape = input.shape();
    try (LoadedClassifier net =
        Networks.classifier("attention/" + model + ".onnx", shape[2], shape[3])) {
      int[] targets = new int[shape[0]];
      Explainer explainer =
          new Explainer(
              net,
              SaliencyMethods.select(List.of("deep-lift"), List.of(), 1, ChannelReduction.SUM),
              ChannelReduction.SUM);
      Explanation e = explainer.explain(input.values(), shape[0], targets);
      float[][] black = explainer.logits(new float[input.values().length], shape[0]);
      for (int i = 0; i < shape[0]; i++) {
        double sum = 0;
        double size = 0;
        for (float value : e.maps().get("deep-lift")[i]) {
          sum += value;
          size = Math.max(size, Math.abs(value));
        }
        double change = e.logits()[i][0] - black[i][0];
        assertEquals(change, sum, 1e-4 * Math.max(Math.abs(change), size), model);
      }
    }
  }

  @Test
  void rolloutIsTheClassTokensRowOfTheProductOfAllWeights() throws IOException {
    NpyFile input = NpyFile.read(Fixtures.resource("attention/vit.input.npy"));
    try (LoadedClassifier net = Networks.classifier("attention/vit@13.onnx", 16, 24)) {
      Explanation e =
          new Explainer(
                  net,
                  SaliencyMethods.select(
                      List.of("attention-rollout"), List.of("raw=true"), 1, ChannelReduction.SUM),
                  ChannelReduction.SUM)
              .explain(input.values(), 2, new int[2]);
      for (float[] map : e.maps().get("attention-rollout")) {
        assertEquals(24, map.length);
        double sum = 0;
        for (float value : map) {
          assertTrue(value > 0);
          sum += value;
        }
        // the rest is the class token's own
        assertTrue(sum > 0.2 && sum < 1, "" + sum);
      }
    }
  }

  @Test
  void rolloutNamesTheNodeThatAttendsInWindows() throws IOException {
    try (LoadedClassifier net = Networks.classifier("attention/swin@13.onnx", 16, 24)) {
      String message = refusal(net);
      assertTrue(message.contains("does not attend from all patches"), message);
    }
    // its windows have as many places as its last stage
    String swin = "onnx/exporters/swin-timm@dynamo-n.onnx";
    try (LoadedClassifier net = Networks.classifier(swin, 16, 16)) {
      String message = refusal(net);
      assertTrue(message.contains("does not attend from all patches"), message);
    }
    try (LoadedClassifier net = Networks.classifier("attention/mbconv@13.onnx", 16, 24)) {
      assertTrue(refusal(net).contains("has none"));
    }
  }

  private static String refusal(LoadedClassifier net) {
    return assertThrows(
            WrongInput.class,
            () -> new AttentionRollout(false).check(new ExaminedNetwork(net), "rollout"))
        .getMessage();
  }
}
