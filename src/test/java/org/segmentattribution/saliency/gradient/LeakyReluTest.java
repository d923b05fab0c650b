package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;

/** Networks with a ReLU that leaks, with functions that no rule is agreed on for, and long ones. */
class LeakyReluTest {
  private static final int SIZE = 8;

  private static TestGraph graph() {
    return new TestGraph(13, 0, 3, SIZE, SIZE);
  }

  private static OnnxNetwork leaky() {
    TestGraph graph = graph().floats("slope", new long[] {3, 1, 1}, 0.2f, 0.5f, -0.1f);
    return graph.add("PRelu", "v", "x slope").logits("v").open(SIZE, SIZE);
  }

  private static Explanation explain(OnnxNetwork network, float[] image, String method) {
    try (LoadedClassifier classifier = Networks.classifier(network, SIZE, SIZE)) {
      List<NamedMethod> named =
          SaliencyMethods.select(List.of(method), List.of(), 1, ChannelReduction.SUM);
      return new Explainer(classifier, named, ChannelReduction.SUM)
          .explainChannels(image, 1, new int[] {Explainer.PREDICTED});
    }
  }

  /** Without biases, what is multiplied value by value keeps its sum, whatever the sign. */
  @ParameterizedTest
  @ValueSource(strings = {"input-x-gradient", "lrp-z", "lrp-gamma", "deep-lift"})
  void relevanceIsConserved(String method) {
    Explanation e = explain(leaky(), Fixtures.normal(3, 3 * SIZE * SIZE), method);
    double sum = 0;
    for (float relevance : e.maps().get(method)[0]) {
      sum += relevance;
    }
    double logit = e.logits()[0][e.targets()[0]];
    // gamma alone changes shares within a layer, not the sum
    assertEquals(logit, sum, 1e-3 * Math.abs(logit), method);
  }

  @Test
  void deepLiftTakesTheWayFromTheBaselineNotTheSlope() {
    // from -1 to 1 a slope of 0.5 below 0 rises by 1.5
    TestGraph graph = graph().floats("half", new long[] {1}, 0.5f).floats("one", new long[] {1}, 1);
    OnnxNetwork network =
        graph.add("Sub", "v", "x one").add("PRelu", "u", "v half").logits("u").open(SIZE, SIZE);
    float[] image = new float[3 * SIZE * SIZE];
    Arrays.fill(image, 2);
    Explanation e = explain(network, image, "deep-lift");
    double sum = 0;
    for (float attribution : e.maps().get("deep-lift")[0]) {
      sum += attribution;
    }
    double[] weights = {1 + 2 - 1, -1 + 0.5 + 1};
    assertEquals(1.5 * weights[e.targets()[0]], sum, 1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Exp", "Sigmoid", "Reciprocal"})
  void relevanceRulesNameWhatTheyDoNotKnow(String operator) {
    OnnxNetwork network = graph().add(operator, "v", "x").logits("v").open(SIZE, SIZE);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> explain(network, Fixtures.normal(4, 3 * SIZE * SIZE), "lrp-epsilon"))
            .getMessage();
    assertTrue(message.contains("lrp-epsilon is not defined for node 'v"), message);
    assertTrue(message.contains("gradient, integrated-gradients and smoothgrad are"), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void sixtyThousandLayersBeforeTheFirstWeightsAreWalked() {
    TestGraph graph = graph();
    String last = "x";
    for (int i = 0; i < 60_000; i++) {
      graph.add("Transpose", "t" + i, last, TestGraph.attributes("perm", 0, 1, 3, 2));
      last = "t" + i;
    }
    OnnxNetwork network = graph.add("Relu", "v", last).logits("v").open(SIZE, SIZE);
    Explanation e =
        assertTimeout(
            Duration.ofSeconds(90),
            () -> explain(network, Fixtures.normal(5, 3 * SIZE * SIZE), "deep-taylor"));
    assertEquals(1, e.maps().size());
  }
}
