package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;

/** Input and constants together hold the logit, where the rules keep the sum. */
class ConservationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vit@13",
        "vit@17",
        "vit_mha@17",
        "convnext@13",
        "mbconv@17",
        "swin@13",
        "swin_v2@17",
        "gates@13",
        "mobilenet_v3@13",
        "group_norm@17",
        "post_norm@13",
        "swiglu@17"
      })
  void constantAttentionAndTheZRuleLoseNothing(String model) throws IOException {
    for (Conservation parts : parts(model, "lrp-z", "attention=cp")) {
      double largest =
          Math.max(
              Math.max(Math.abs(parts.input()), Math.abs(parts.biases())),
              Math.max(Math.abs(parts.normalisations()), Math.abs(parts.positions())));
      double scale = Math.max(Math.abs(parts.start()), largest);
      assertEquals(0, parts.missing(), 1e-4 * scale, model + " " + parts);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lrp-gamma, attention=cp",
    "lrp-epsilon, attention=cp",
    "deep-taylor, attention=cp",
    "lrp-alpha2beta1, attention=cp"
  })
  void partsAreCountedForEveryRule(String method, String parameter) throws IOException {
    for (Conservation parts : parts("vit@17", method, parameter)) {
      assertTrue(Float.isFinite(parts.missing()), method + " " + parts);
      assertTrue(parts.start() == 0 || parts.normalisations() != 0, method + " " + parts);
    }
  }

  @Test
  void softmaxKeepsNoRelevanceByItsOwnDerivative() throws IOException {
    Conservation attn = parts("vit@17", "attn-lrp", "gate=signal").get(0);
    assertTrue(Math.abs(attn.missing()) > 1e-3, "" + attn);
  }

  @Test
  void gradientsShareOutNothing() {
    WrongInput refused =
        assertThrows(WrongInput.class, () -> parts("vit@17", "gradient", "post=none"));
    assertTrue(refused.getMessage().contains("gradient does not share out the logit"));
  }

  private static List<Conservation> parts(String model, String method, String parameter)
      throws IOException {
    String stem = model.substring(0, model.indexOf('@'));
    NpyFile input = NpyFile.read(Fixtures.resource("attention/" + stem + ".input.npy"));
    int[] shape = input.shape();
    try (LoadedClassifier net =
        Networks.classifier("attention/" + model + ".onnx", shape[2], shape[3])) {
      List<NamedMethod> methods =
          SaliencyMethods.select(List.of(method), List.of(parameter), 1, ChannelReduction.SUM);
      return new Explainer(net, methods, ChannelReduction.SUM)
          .conservation(input.values(), shape[0], new int[shape[0]]);
    }
  }
}
