package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.DenseNet;
import org.segmentattribution.saliency.Ensemble;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.structure.ExaminedNetwork;

/** Other backward passes at ReLUs, means of several methods, Grad-CAM: by hand. */
class RectifiedBackwardTest {
  /** What comes back at each ReLU, by the formula of either method. */
  private static double[] rectified(DenseNet net, double[] x, int target, boolean guided) {
    double[][] a = net.activations(x);
    double[] back = new double[a[net.weights().length].length];
    back[target] = 1;
    for (int l = net.weights().length - 1; l >= 0; l--) {
      double[] before = new double[a[l].length];
      for (int i = 0; i < before.length; i++) {
        for (int j = 0; j < back.length; j++) {
          before[i] += net.weights()[l][j][i] * back[j];
        }
        if (l > 0) {
          before[i] = guided && a[l][i] <= 0 ? 0 : Math.max(0, before[i]);
        }
      }
      back = before;
    }
    return back;
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, true", "1, false", "2, false", "3, false"})
  void onlyWhatIsPositiveComesBack(long seed, boolean guided) {
    DenseNet net = DenseNet.random(seed, 0.4, 5, 8, 6, 2);
    double[] x = DenseNet.doubles(Fixtures.normal(seed + 5, 5));
    float[] expected = DenseNet.floats(rectified(net, x, 1, guided));
    float[] one = net.explain(new RectifiedBackward(guided, false), x, 1);
    assertTrue(Fixtures.deviation(expected, one) < 1e-5);
    double f = net.activations(x)[3][1];
    if (f > 0) {
      float[] scaled = net.explain(new RectifiedBackward(guided, true), x, 1);
      for (int i = 0; i < scaled.length; i++) {
        assertEquals(f * expected[i], scaled[i], 1e-4 * Math.max(1, Math.abs(f)));
      }
    }
  }

  /** The gradient where nothing negative comes back. */
  @Test
  void withPositiveWeightsGuidedBackpropIsTheGradient() {
    double[][][] weights = {{{1, 2}, {3, 0.5}}, {{1, 2}, {0, 1}}};
    DenseNet net = new DenseNet(weights, new double[][] {{0, -5}, {0, 0}});
    double[] x = {1, 1};
    // the second hidden value is 3.5 - 5 < 0
    assertArrayEquals(
        new float[] {1, 2}, net.explain(new RectifiedBackward(true, false), x, 0), 1e-6f);
    assertArrayEquals(
        new float[] {7, 3}, net.explain(new RectifiedBackward(false, false), x, 0), 1e-6f);
  }

  @Test
  void aNetworkWithoutReluIsRefused() {
    DenseNet net = DenseNet.of(new double[][] {{1, 2}, {3, 4}}, 0, 0);
    try (LoadedClassifier classifier = Networks.classifier(net.network(), 1, 2)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      new RectifiedBackward(true, false)
                          .check(new ExaminedNetwork(classifier), "guided-backprop"))
              .getMessage();
      assertEquals(
          "guided-backprop changes the gradient at ReLUs alone, and test has none; gradient,"
              + " integrated-gradients, smoothgrad and grad-cam are defined",
          message);
    }
  }

  private static NamedMethod named(AttributionMethod method) {
    return new NamedMethod("m", Map.of(), method);
  }

  /** |w| of mean 2 and |x w| of mean 4: (w / 2 + x w / 4) / 2. */
  @Test
  void anEnsembleWeighsItsMembersAlike() {
    DenseNet net = DenseNet.of(new double[][] {{1, -2, 3}, {0, 0, 1}}, 0, 0);
    Ensemble ensemble =
        new Ensemble(
            List.of(named(new Gradient(PostProcessing.NONE)), named(new InputTimesGradient())),
            ChannelReduction.SUM);
    float[] map = net.explain(ensemble, new double[] {2, 2, 2}, 0);
    assertArrayEquals(new float[] {0.5f, -1, 1.5f}, map, 1e-6f);
  }

  @Test
  void aMemberOfNothingButZerosCountsAsZeros() {
    DenseNet net = DenseNet.of(new double[][] {{1, -1}, {0, 0}}, 0, 0);
    Ensemble ensemble =
        new Ensemble(
            List.of(named(new Gradient(PostProcessing.NONE)), named(new InputTimesGradient())),
            ChannelReduction.SUM);
    assertArrayEquals(
        new float[] {0.5f, -0.5f}, net.explain(ensemble, new double[] {0, 0}, 0), 1e-6f);
  }

  /**
   * Two channels A = ReLU(k x) of a row of two, averaged, with weights 3 and -1 to the logit: the
   * mean gradient is 3/2 and -1/2.
   */
  @Test
  void gradCamWeighsChannelsByTheirMeanGradient() {
    OnnxNetwork network =
        new TestGraph(13, 0, 1, 1, 2)
            .floats("k", new long[] {2, 1, 1, 1}, 1, 2)
            .add("Conv", "c", "x k")
            .add("Relu", "a", "c")
            .add("GlobalAveragePool", "mean", "a")
            .add("Flatten", "row", "mean")
            .floats("w", new long[] {2, 2}, 3, -1, 0, 1)
            .add("Gemm", "y", "row w", TestGraph.attribute("transB", 1))
            .open(1, 2);
    // 1.5 · 4 - 0.5 · 8 and 1.5 · 6 - 0.5 · 12
    float[] map = DenseNet.explain(network, new GradCam(true, ""), new float[] {4, 6}, 1, 2, 0);
    assertArrayEquals(new float[] {2, 3}, map, 1e-5f);
  }

  @Test
  void explanationsAreJoinedAndCut() {
    Explanation one =
        new Explanation(
            new float[][] {{1}, {2}}, new int[] {0, 1}, Map.of("m", new float[][] {{5}, {6}}));
    Explanation other =
        new Explanation(new float[][] {{3}}, new int[] {2}, Map.of("m", new float[][] {{7}}));
    Explanation both = one.and(other);
    assertArrayEquals(new int[] {0, 1, 2}, both.targets());
    assertArrayEquals(new float[] {7}, both.maps().get("m")[2]);
    assertArrayEquals(new float[] {3}, both.logits()[2]);
    Explanation cut = both.first(1);
    assertEquals(1, cut.logits().length);
    assertEquals(1, cut.maps().get("m").length);
    Explanation more = one.with("n", new float[][] {{8}, {9}});
    assertEquals(List.of("m", "n"), List.copyOf(more.maps().keySet()));
    assertEquals(1, one.maps().size());
  }
}
