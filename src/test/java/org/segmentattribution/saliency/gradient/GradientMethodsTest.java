package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.DenseNet;
import org.segmentattribution.saliency.InputArray;

/** Methods that ask for gradients, on dense layers and on f = Σ x², by hand. */
class GradientMethodsTest {
  private static final Baseline BLACK = new Baseline(0, null);
  private static final NoiseScale HALF = new NoiseScale(0.5f, 0);

  /** f = Σ x² and its negative. */
  private static float[] squares(AttributionMethod method, float... x) {
    OnnxNetwork network =
        new TestGraph(13, 0, 1, 1, x.length)
            .add("Mul", "s", "x x")
            .add("Flatten", "row", "s")
            .floats("w", new long[] {2, x.length}, signs(x.length))
            .add("Gemm", "y", "row w", TestGraph.attribute("transB", 1))
            .open(1, x.length);
    return DenseNet.explain(network, method, x, 1, x.length, 0);
  }

  private static float[] signs(int count) {
    float[] signs = new float[2 * count];
    Arrays.fill(signs, 0, count, 1);
    Arrays.fill(signs, count, 2 * count, -1);
    return signs;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void theGradientIsThatOfThePeer() {
    for (long seed = 1; seed <= 5; seed++) {
      DenseNet net = DenseNet.random(seed, 0.4, 5, 7, 4, 3);
      double[] x = DenseNet.doubles(Fixtures.normal(seed + 9, 5));
      float[] expected = DenseNet.floats(net.gradient(x, 2));
      float[] gradient = net.explain(new Gradient(PostProcessing.NONE), x, 2);
      assertTrue(Fixtures.deviation(expected, gradient) < 1e-5);
      float[] product = net.explain(new InputTimesGradient(), x, 2);
      for (int i = 0; i < product.length; i++) {
        assertEquals(x[i] * expected[i], product[i], 1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(IntegrationRule.class)
  void integratedGradientsOfALinearNetworkAreExactByEveryRule(IntegrationRule rule) {
    DenseNet net = DenseNet.of(new double[][] {{1, -2, 3}, {0, 1, 1}}, 5, 6);
    AttributionMethod method =
        new IntegratedGradients(rule, 4, new Baseline(0.5f, null), PostProcessing.NONE);
    // (x - 1/2) w
    float[] map = net.explain(method, new double[] {1, 2, -1}, 0);
    assertArrayEquals(new float[] {0.5f, -3, -4.5f}, map, 1e-5f);
  }

  @ParameterizedTest
  @EnumSource(IntegrationRule.class)
  void integratedGradientsAreCompleteByEveryRule(IntegrationRule rule) {
    Baseline baseline = new Baseline(-0.25f, null);
    for (long seed = 1; seed <= 3; seed++) {
      DenseNet net = DenseNet.random(seed, 0.4, 4, 6, 2);
      double[] x = DenseNet.doubles(Fixtures.normal(seed + 30, 4));
      double[] start = {-0.25, -0.25, -0.25, -0.25};
      double rise = net.activations(x)[2][1] - net.activations(start)[2][1];
      float[] map =
          net.explain(new IntegratedGradients(rule, 400, baseline, PostProcessing.NONE), x, 1);
      assertEquals(rise, sum(map), 0.05);
    }
  }

  /**
   * ∇ = 2 α x: the mean over the way is x by symmetric rules, and a step less or more by others.
   */
  @ParameterizedTest
  @CsvSource({"LEFT, 0.8", "RIGHT, 1.2", "MIDDLE, 1", "TRAPEZOID, 1", "GAUSS, 1"})
  void integratedGradientsOfSquares(IntegrationRule rule, double factor) {
    float[] map =
        squares(new IntegratedGradients(rule, 5, BLACK, PostProcessing.NONE), 3, -2, 0.5f);
    assertArrayEquals(DenseNet.floats(9 * factor, 4 * factor, 0.25 * factor), map, 1e-4f);
  }

  @ParameterizedTest
  @CsvSource({"NONE, -4, 6", "ABS, 4, 6", "SQUARE, 16, 36"})
  void gradientsAreChangedBeforeTheMean(PostProcessing post, float first, float second) {
    AttributionMethod still = new SmoothGrad(3, new NoiseScale(0, 0), new UnitNoise(1, null), post);
    assertArrayEquals(new float[] {first, second}, squares(still, -2, 3), 1e-5f);
  }

  /** 2 (x + σ e) over two samples with e = (1, -1) and (3, 0). */
  @Test
  void smoothGradIsTheMeanOverItsNoise() {
    InputArray e = new InputArray("noise.npy", new long[] {2, 1, 1, 2}, new float[] {1, -1, 3, 0});
    AttributionMethod method = new SmoothGrad(2, HALF, new UnitNoise(0, e), PostProcessing.NONE);
    assertArrayEquals(new float[] {2 * 10 + 2, 2 * 4 - 0.5f}, squares(method, 10, 4), 1e-5f);
    AttributionMethod squared = new SmoothGrad(2, HALF, new UnitNoise(0, e), PostProcessing.SQUARE);
    // (21² + 23²) / 2 and (7² + 8²) / 2
    assertArrayEquals(new float[] {485, 56.5f}, squares(squared, 10, 4), 1e-3f);
  }

  @Test
  void smoothGradOfALinearNetworkIsItsGradientWhateverTheNoise() {
    DenseNet net = DenseNet.of(new double[][] {{1, -2, 3}, {0, 1, 1}}, 5, 6);
    AttributionMethod method =
        new SmoothGrad(7, new NoiseScale(3, 0), new UnitNoise(5, null), PostProcessing.NONE);
    float[] map = net.explain(method, new double[] {1, 2, -1}, 0);
    assertArrayEquals(new float[] {1, -2, 3}, map, 1e-5f);
  }

  @Test
  void theSeedDecidesTheNoise() {
    float[] one = squares(smooth(1), 1, 2, 3);
    assertArrayEquals(one, squares(smooth(1), 1, 2, 3));
    assertTrue(!Arrays.equals(one, squares(smooth(2), 1, 2, 3)));
  }

  private static AttributionMethod smooth(long seed) {
    return new SmoothGrad(4, HALF, new UnitNoise(seed, null), PostProcessing.NONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void deepLiftSumsToTheRise(long seed) {
    DenseNet net = DenseNet.random(seed, 0.5, 5, 8, 6, 2);
    double[] x = DenseNet.doubles(Fixtures.normal(seed + 70, 5));
    double[] start = {0.3f, 0.3f, 0.3f, 0.3f, 0.3f};
    double rise = net.activations(x)[3][0] - net.activations(start)[3][0];
    float[] map = net.explain(new DeepLift(new Baseline(0.3f, null)), x, 0);
    assertEquals(rise, sum(map), 1e-4 * Math.max(1, Math.abs(rise)));
  }

  /** max(x1 + x2 - 1, 0) from 0 at (0, 0) to 3 at (3, 1): 3 of 4 for each unit of z. */
  @Test
  void deepLiftTakesDifferencesInPlaceOfSlopes() {
    DenseNet net =
        new DenseNet(new double[][][] {{{1, 1}}, {{1}, {-1}}}, new double[][] {{-1}, {0, 0}});
    float[] map = net.explain(new DeepLift(BLACK), new double[] {3, 1}, 0);
    assertArrayEquals(new float[] {2.25f, 0.75f}, map, 1e-5f);
    // where nothing changes the derivative stays, and the difference is nothing
    float[] same = net.explain(new DeepLift(new Baseline(2, null)), new double[] {2, 2}, 0);
    assertArrayEquals(new float[] {0, 0}, same);
  }

  /** f = Σ x²: for expected gradients of one baseline, Σ 2 (x0 + α (x - x0)) (x - x0) / samples. */
  @Test
  void gradientShapOfOneBaselineHasOneFactorForAllPixels() {
    float[] map = squares(new GradientShap(6, 3, BLACK), 1, 2, -4);
    // 2 α x² with the same draws of α everywhere
    assertEquals(4, map[1] / map[0], 1e-4);
    assertEquals(16, map[2] / map[0], 1e-4);
    assertTrue(map[0] > 0 && map[0] < 2, "2 mean α");
    assertArrayEquals(map, squares(new GradientShap(6, 3, BLACK), 1, 2, -4));
  }

  @Test
  void gradientShapOfALinearNetworkIsTheWayFromTheBaselines() {
    DenseNet net = DenseNet.of(new double[][] {{1, -2}, {0, 1}}, 5, 6);
    float[] map =
        net.explain(new GradientShap(9, 3, new Baseline(0.5f, null)), new double[] {1, 2}, 0);
    assertArrayEquals(new float[] {0.5f, -3}, map, 1e-5f);
  }
}
