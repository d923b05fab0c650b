package org.segmentattribution.saliency.relevance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.saliency.DenseNet;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.RelevancePaths;

/** Layers without weights, and rules on convolutions, by hand; images are one row. */
class RelevanceOptionsTest {
  private static final RelevanceRule Z = new EpsilonRule(0, false, true);

  private static Relevance method(boolean mask, boolean even, boolean copy, boolean start) {
    return new Relevance(
        new RelevanceOptions(Composite.of(Z), mask, even, copy, start, RelevancePaths.STANDARD));
  }

  private static TestGraph graph(int width) {
    return new TestGraph(13, 0, 1, 1, width);
  }

  /** Sums a value's row into the first logit; the second is its negative. */
  private static OnnxNetwork summed(TestGraph graph, String value, int values, int width) {
    float[] weights = new float[2 * values];
    for (int i = 0; i < values; i++) {
      weights[i] = 1;
      weights[values + i] = -1;
    }
    return graph
        .add("Flatten", "row", value)
        .floats("w", new long[] {2, values}, weights)
        .add("Gemm", "y", "row w", TestGraph.attribute("transB", 1))
        .open(1, width);
  }

  private static float[] explain(OnnxNetwork network, Relevance method, int target, float... x) {
    return DenseNet.explain(network, method, x, 1, x.length, target);
  }

  @Test
  void averagesInProportionOrEvenly() {
    var kernel = TestGraph.attributes("kernel_shape", 1, 2);
    float[] x = {1, 3};
    OnnxNetwork one = summed(graph(2).add("AveragePool", "m", "x", kernel), "m", 1, 2);
    assertArrayEquals(
        new float[] {0.5f, 1.5f}, explain(one, method(false, false, false, false), 0, x));
    OnnxNetwork two = summed(graph(2).add("AveragePool", "m", "x", kernel), "m", 1, 2);
    assertArrayEquals(new float[] {1, 1}, explain(two, method(false, true, false, false), 0, x));
  }

  @Test
  void anEvenAverageGivesToZerosToo() {
    var kernel = TestGraph.attributes("kernel_shape", 1, 2);
    OnnxNetwork network = summed(graph(2).add("AveragePool", "m", "x", kernel), "m", 1, 2);
    assertArrayEquals(
        new float[] {2, 2}, explain(network, method(false, true, false, false), 0, 0, 8));
  }

  @Test
  void joinsShareOrCopy() {
    float[] x = {1, 3};
    OnnxNetwork one = summed(graph(2).add("Add", "s", "x x"), "s", 2, 2);
    assertArrayEquals(
        new float[] {2, 6}, explain(one, method(false, false, false, false), 0, x), 1e-5f);
    OnnxNetwork two = summed(graph(2).add("Add", "s", "x x"), "s", 2, 2);
    assertArrayEquals(
        new float[] {4, 12}, explain(two, method(false, false, true, false), 0, x), 1e-5f);
  }

  @ParameterizedTest
  @CsvSource({"true, 0, 4, 12", "true, 1, 0, 0", "false, 0, 4, 12", "false, 1, -4, -12"})
  void startsFromWhatIsPositive(boolean positive, int target, float first, float second) {
    for (boolean handles : new boolean[] {false, true}) {
      var wide = TestGraph.attributes("kernel_shape", 1, 2);
      // an even average over both is what makes handles needed
      TestGraph graph =
          handles
              ? graph(2).add("AveragePool", "m", "x", wide)
              : graph(2).add("Identity", "m", "x");
      OnnxNetwork network = summed(graph, "m", handles ? 1 : 2, 2);
      float[] map = explain(network, method(false, handles, false, positive), target, 4, 12);
      float[] expected =
          handles
              ? new float[] {(first + second) / 4, (first + second) / 4}
              : new float[] {first, second};
      assertArrayEquals(expected, map, 1e-5f);
    }
  }

  /** f = max(x1, 0) + max(x2, 0), and the flat rule gives each ReLU half of f. */
  @ParameterizedTest
  @CsvSource({"false, 3, 3", "true, 3, 0"})
  void aReluStopsRelevanceWhereItIsMasked(boolean mask, float first, float second) {
    OnnxNetwork network = summed(graph(2).add("Relu", "r", "x"), "r", 2, 2);
    RelevanceRule rule = new FlatRule();
    RelevanceOptions options =
        new RelevanceOptions(
            new Composite(null, rule, rule), mask, true, false, false, RelevancePaths.STANDARD);
    assertArrayEquals(
        new float[] {first, second}, explain(network, new Relevance(options), 0, 6, -5), 1e-5f);
  }

  @Test
  void theWinnerOfMaxPoolingTakesAll() {
    var kernel = TestGraph.attributes("kernel_shape", 1, 3);
    OnnxNetwork network = summed(graph(3).add("MaxPool", "m", "x", kernel), "m", 1, 3);
    assertArrayEquals(
        new float[] {0, 7, 0}, explain(network, method(false, false, false, false), 0, 2, 7, 7));
  }

  /** A kernel of three in a row of three: the outputs have 2, 3 and 2 inputs beside padding. */
  @Test
  void flatDoesNotCountPadding() {
    TestGraph graph =
        graph(3)
            .floats("k", new long[] {1, 1, 1, 3}, 5, -1, 2)
            .add(
                "Conv",
                "c",
                "x k",
                TestGraph.attributes("pads", 0, 1, 0, 1),
                TestGraph.attributes("kernel_shape", 1, 3));
    OnnxNetwork network = summed(graph, "c", 3, 3);
    float[] x = {1, 2, 3};
    // c = (-1 + 4, 5 - 2 + 6, 10 - 3) = (3, 9, 7): f = 19
    float third = 19f / 3;
    float edge = third / 2 + third / 3;
    Relevance flat = new Relevance(RelevanceOptions.of(Composite.of(new FlatRule())));
    float middle = third / 2 + third / 3 + third / 2;
    assertArrayEquals(new float[] {edge, middle, edge}, explain(network, flat, 0, x), 1e-5f);
  }

  /** k = (1, -2): outputs 1·1 - 2·2 = -3 and 1·2 - 2·4 = -6, then f = -9. */
  @Test
  void alphaBetaOnAConvolution() {
    TestGraph graph =
        graph(3)
            .floats("k", new long[] {1, 1, 1, 2}, 1, -2)
            .add("Conv", "c", "x k", TestGraph.attributes("kernel_shape", 1, 2));
    OnnxNetwork network = summed(graph, "c", 2, 3);
    RelevanceRule two = new AlphaBetaRule(2, BiasPart.NONE);
    Relevance method = new Relevance(RelevanceOptions.of(new Composite(null, two, Z)));
    // Above, z: R = (-3, -6). Below 2 (+) - 1 (-): x1 gets 2·-3, x2 gets 3 + 2·-6, x3 gets 6.
    assertArrayEquals(new float[] {-6, -9, 6}, explain(network, method, 0, 1, 2, 4), 1e-4f);
  }

  @Test
  void boundsMustFitTheChannels() {
    OnnxNetwork network = summed(graph(2).add("Relu", "r", "x"), "r", 2, 2);
    BoxRule box = new BoxRule(new float[] {0, 0}, new float[] {1});
    Relevance method = new Relevance(RelevanceOptions.of(new Composite(box, Z, Z)));
    try (LoadedClassifier classifier = Networks.classifier(network, 1, 2)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> method.check(new ExaminedNetwork(classifier), "deep-taylor"))
              .getMessage();
      assertEquals(
          "deep-taylor: low has 2 values; give one, or one for each of 1 channels", message);
    }
  }
}
