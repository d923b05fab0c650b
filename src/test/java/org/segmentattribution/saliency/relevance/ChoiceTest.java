package org.segmentattribution.saliency.relevance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;

/** Relevance where a network chooses between values by comparisons of the image. */
class ChoiceTest {
  private static final int SIZE = 6;
  private static final float[] IMAGE = Fixtures.normal(3, 3 * SIZE * SIZE);

  /** A convolution, whose value is c. */
  private static TestGraph graph() {
    return new TestGraph(16, 0, 3, SIZE, SIZE)
        .floats("kernel", new long[] {4, 3, 3, 3}, Fixtures.normal(5, 108))
        .floats("slope", new long[0], 0.2f)
        .floats("zero", new long[0], 0)
        .floats("far", new long[0], 20)
        .add("Conv", "c", "x kernel");
  }

  private static TestGraph end(TestGraph graph) {
    return graph
        .floats("second", new long[] {3, 4, 3, 3}, Fixtures.normal(6, 108))
        .add("Conv", "d", "v second")
        .logits("d");
  }

  private static float[] map(TestGraph graph, String method) {
    try (LoadedClassifier classifier =
        Networks.classifier(end(graph).open(SIZE, SIZE), SIZE, SIZE)) {
      List<NamedMethod> methods = List.of(SaliencyMethods.named(method));
      return new Explainer(classifier, methods, ChannelReduction.SUM)
          .explain(IMAGE, 1, new int[] {0})
          .maps()
          .get(method)[0];
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gradient",
        "lrp-z",
        "lrp-epsilon",
        "lrp-gamma",
        "lrp-alpha2beta1",
        "cp-lrp",
        "epsilon-plus-flat",
        "deep-taylor"
      })
  void allGoesToWhatWasChosen(String method) {
    float[] expected =
        map(graph().add("LeakyRelu", "v", "c", TestNodes.real("alpha", 0.2f)), method);
    float[] chosen =
        map(
            graph()
                .add("Mul", "low", "c slope")
                .add("Greater", "m", "c zero")
                .add("Where", "v", "m c low"),
            method);
    double peak = 0;
    for (float value : expected) {
      peak = Math.max(peak, Math.abs(value));
    }
    assertTrue(peak > 0, method);
    assertArrayEquals(expected, chosen, (float) (1e-5 * peak), method);
  }

  @Test
  void softplusHasNoRuleAlsoWithItsThreshold() {
    TestGraph graph =
        graph().add("Softplus", "s", "c").add("Greater", "m", "c far").add("Where", "v", "m c s");
    WrongInput refused = assertThrows(WrongInput.class, () -> map(graph, "lrp-z"));
    assertEquals(
        "lrp-z is not defined for node 's' (Softplus) of test; gradient, integrated-gradients and"
            + " smoothgrad are",
        refused.getMessage());
  }

  @Test
  void aMaskAloneHasNoGradient() {
    TestGraph graph =
        graph().add("Greater", "m", "c zero").add("Cast", "v", "m", TestGraph.attribute("to", 1));
    WrongInput refused = assertThrows(WrongInput.class, () -> map(graph, "gradient"));
    assertEquals(
        "net.onnx: output 'y' depends on the input by comparisons alone: it has no gradient",
        refused.getMessage());
  }
}
