package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.TorchEngine;

/** Every method against values that independent peers computed in float64. */
class ReferenceTest {
  private static final String BOUNDS = "low=LOW|high=HIGH";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "expected.gradient, gradient, ''",
    "other.gradient, gradient, ''",
    "expected.input_x_gradient, input-x-gradient, ''",
    "expected.integrated_gradients.steps8, integrated-gradients, steps=8",
    "expected.integrated_gradients.steps32, integrated-gradients, steps=32",
    "other.integrated_gradients.steps32, integrated-gradients, steps=32",
    "expected.integrated_gradients.steps64, integrated-gradients, ''",
    "expected.integrated_gradients.steps8.baseline, integrated-gradients, steps=8|baseline=FILE",
    "expected.integrated_gradients.steps32.baseline, integrated-gradients, steps=32|baseline=FILE",
    "expected.integrated_gradients.steps64.baseline, integrated-gradients, steps=64|baseline=FILE",
    "expected.integrated_gradients.steps32.baseline-1, integrated-gradients, steps=32|baseline=-1",
    "expected.integrated_gradients.steps32.right, integrated-gradients, steps=32|rule=right",
    "expected.integrated_gradients.steps16.middle, integrated-gradients, steps=16|rule=middle",
    "expected.integrated_gradients.steps50.gauss, integrated-gradients, steps=50|rule=gauss",
    "expected.smoothgrad.std1, smoothgrad, noise=FILE|noise-std=1",
    "expected.smoothgrad.std0.2, smoothgrad, noise=FILE|noise-std=0.2",
    "expected.smoothgrad_squared.std0.2, smoothgrad, noise=FILE|noise-std=0.2|post=square",
    "expected.smoothgrad_squared.std0.2, smoothgrad-squared, noise=FILE|noise-std=0.2",
    "expected.lrp_z, lrp-z, ''",
    "other.lrp_z, lrp-z, ''",
    "expected.lrp_epsilon.1e-7, lrp-epsilon, ''",
    "expected.lrp_epsilon.1e-3, lrp-epsilon, epsilon=1e-3",
    "expected.lrp_epsilon.0.1, lrp-epsilon, epsilon=0.1",
    "expected.lrp_epsilon.1, lrp-epsilon, epsilon=1",
    "expected.lrp_epsilon.0.1.nobias, lrp-epsilon, epsilon=0.1|bias=false",
    "expected.lrp_alpha1beta0, lrp-alpha1beta0, ''",
    "expected.lrp_alpha1beta0.bias, lrp-alpha1beta0, bias=clipped",
    "expected.lrp_alpha1beta0.bias_both, lrp-alpha1beta0, bias=both",
    "expected.lrp_alpha2beta1, lrp-alpha2beta1, ''",
    "expected.lrp_alpha2beta1.bias, lrp-alpha2beta1, bias=clipped",
    "expected.lrp_gamma.0.25, lrp-gamma, ''",
    "expected.lrp_flat, lrp-flat, ''",
    "expected.lrp_wsquare, lrp-wsquare, ''",
    "expected.deep_taylor, deep-taylor, ''",
    "other.deep_taylor, deep-taylor, ''",
    "expected.deep_taylor.relu_masked, deep-taylor, relu=mask",
    "expected.deep_taylor.avgpool_z, deep-taylor, average-pooling=z",
    "expected.deep_taylor.first_wsquare, deep-taylor, input-rule=wsquare",
    "expected.deep_taylor_bounded, deep-taylor-bounded, " + BOUNDS,
    "expected.deep_taylor_bounded.scalar, deep-taylor-bounded, low=-1|high=1.25",
    "expected.epsilon_plus, epsilon-plus, ''",
    "expected.epsilon_plus_flat, epsilon-plus-flat, ''",
    "expected.epsilon_gamma_box, epsilon-gamma-box, " + BOUNDS,
    "expected.epsilon_alpha2beta1_flat, epsilon-alpha2beta1-flat, ''",
    "expected.sequential_preset_a_flat.0.1, sequential-preset-a-flat, ''",
    "expected.guided_backprop, guided-backprop, ''",
    "expected.deconvnet, deconvnet, ''",
    "expected.grad_cam.raw, grad-cam, raw=true",
    "expected.occlusion.window8.stride8, occlusion, ''",
    "expected.deep_lift_rescale.zero, deep-lift, ''",
    "expected.deep_lift_rescale.zero, deep-lift-rescale, ''"
  })
  void agreesWithTheReference(String key, String method, String parameters) throws IOException {
    try (NDManager scope = TorchEngine.start().newBaseManager();
        LoadedClassifier tiny = Networks.classifier("saliency/tiny.onnx", 32, 32)) {
      NDList reference = read(scope, "tiny.expected.safetensors");
      float[] input = read(scope, "tiny.input.npy").get(0).toFloatArray();
      int[] targets = ints(reference.get(key.startsWith("other") ? "other_target" : "target"));
      List<NamedMethod> methods =
          SaliencyMethods.select(
              List.of(method), filled(method, parameters, reference), 1, ChannelReduction.SUM);
      Explanation explanation =
          new Explainer(tiny, methods, ChannelReduction.SUM).explainChannels(input, 2, targets);
      float[] expected = reference.get(key).toFloatArray();
      float[] actual = join(explanation.maps().get(method));
      double deviation = Fixtures.deviation(expected, actual);
      assertTrue(deviation <= tolerance(key), key + " differs by " + deviation);
      double logits =
          Fixtures.deviation(reference.get("logits").toFloatArray(), join(explanation.logits()));
      assertTrue(logits < 1e-5, "logits differ by " + logits);
    }
  }

  /** Default IG starts at a constant image, where rounding decides ties (saliency.md, 6.3). */
  private static double tolerance(String key) {
    if (key.matches(".*steps\\d+(.baseline-1)?")) {
      return 0.5 / Integer.parseInt(key.replaceFirst(".*steps(\\d+).*", "$1"));
    }
    return 1e-4;
  }

  private static List<String> filled(String method, String parameters, NDList reference) {
    List<String> filled = new ArrayList<>();
    String file = method.startsWith("smooth") ? "tiny.noise.npy" : "tiny.baseline.npy";
    for (String parameter : parameters.split("\\|")) {
      if (!parameter.isEmpty()) {
        filled.add(
            parameter
                .replace("FILE", Fixtures.resource("saliency/" + file).toString())
                .replace("LOW", list(reference.get("low")))
                .replace("HIGH", list(reference.get("high"))));
      }
    }
    return filled;
  }

  private static String list(NDArray values) {
    String text = Arrays.toString(values.toType(DataType.FLOAT32, false).toFloatArray());
    return text.replaceAll("[\\[\\] ]", "");
  }

  private static NDList read(NDManager scope, String name) throws IOException {
    return NDList.decode(scope, Files.newInputStream(Fixtures.resource("saliency/" + name)));
  }

  private static int[] ints(NDArray array) {
    return Arrays.stream(array.toType(DataType.INT64, false).toLongArray())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  private static float[] join(float[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return all;
  }
}
