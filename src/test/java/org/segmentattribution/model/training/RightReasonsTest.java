package org.segmentattribution.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.NativeArrays;
import org.segmentattribution.model.engine.TorchEngine;

class RightReasonsTest {
  private static final int SIDE = 4;
  private static final Mask MASK = Mask.of(SIDE, SIDE, (x, y) -> x < 2 && y < 2);
  private static final Shape PICTURES = new Shape(2, 3, SIDE, SIDE);
  private static final int VALUES = 3 * SIDE * SIDE;

  private static float[] drawn(int count, long seed, double scale) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** Two layers with a smooth gate between them, so that the gradient depends on all weights. */
  private static UnaryOperator<NDArray> network(NDArray first, NDArray second) {
    return x -> x.reshape(x.getShape().get(0), VALUES).matMul(first).tanh().matMul(second);
  }

  private static List<LabelledImage> batch(Mask mask) {
    RgbImage black = RgbImage.black(SIDE, SIDE);
    return List.of(new LabelledImage(black, 0, mask), new LabelledImage(black, 1));
  }

  /** The mean cosine of |gradient of the margin| and mask, by differences of the margin. */
  private static double cosine(float[] x, double[][] first, double[][] second) {
    double step = 1e-4;
    double both = 0;
    double all = 0;
    double size = 0;
    for (int i = 0; i < VALUES; i++) {
      double[] up = doubles(x);
      double[] down = doubles(x);
      up[i] += step;
      down[i] -= step;
      double g = (margin(up, first, second) - margin(down, first, second)) / (2 * step);
      int pixel = i % (SIDE * SIDE);
      boolean in = MASK.contains(pixel % SIDE, pixel / SIDE);
      both += in ? Math.abs(g) : 0;
      size += in ? 1 : 0;
      all += g * g;
    }
    return both / Math.sqrt(all * size);
  }

  private static double[] doubles(float[] x) {
    double[] values = new double[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = x[i];
    }
    return values;
  }

  private static double margin(double[] x, double[][] first, double[][] second) {
    double margin = 0;
    for (int h = 0; h < first[0].length; h++) {
      double sum = 0;
      for (int i = 0; i < VALUES; i++) {
        sum += x[i] * first[i][h];
      }
      margin += Math.tanh(sum) * (second[h][0] - second[h][1]);
    }
    return margin;
  }

  private static double[][] matrix(float[] values, int columns) {
    double[][] matrix = new double[values.length / columns][columns];
    for (int i = 0; i < values.length; i++) {
      matrix[i / columns][i % columns] = values[i];
    }
    return matrix;
  }

  @Test
  void itsDerivativeIsThatOfTheCosine() {
    int hidden = 5;
    float[] pictures = drawn(2 * VALUES, 1, 0.5);
    float[] one = drawn(VALUES * hidden, 2, 0.2);
    float[] two = drawn(hidden * 2, 3, 1);
    float[] gradient;
    try (NDManager scope = TorchEngine.start().newBaseManager(TorchEngine.device("cpu"))) {
      NDArray x = NativeArrays.numbers(scope, pictures, PICTURES);
      NDArray first = NativeArrays.numbers(scope, one, new Shape(VALUES, hidden));
      NDArray second = NativeArrays.numbers(scope, two, new Shape(hidden, 2));
      first.setRequiresGradient(true);
      second.setRequiresGradient(true);
      RightReasons.Pass pass =
          new RightReasons.Pass(network(first, second), 2, batch(MASK), List.of(first, second));
      NDArray term = Gradients.with(() -> new RightReasons(3).term(x, pass, scope));
      Gradients.backward(term);
      gradient = first.getGradient().toFloatArray();
    }
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < one.length; i += 17) {
      some.add(i);
    }
    double step = 1e-3;
    for (int i : some) {
      float[] up = one.clone();
      float[] down = one.clone();
      up[i] += (float) step;
      down[i] -= (float) step;
      double expected =
          (cosine(pictures, matrix(up, hidden), matrix(two, 2))
                  - cosine(pictures, matrix(down, hidden), matrix(two, 2)))
              / (up[i] - down[i]);
      // a strength of 3 over two pictures, of which one has a mask
      assertEquals(1.5 * expected, gradient[i], 0.02 * Math.max(0.05, Math.abs(1.5 * expected)));
    }
    assertTrue(some.size() > 10);
  }

  @Test
  void withoutAMaskNothingCosts() {
    try (NDManager scope = TorchEngine.start().newBaseManager(TorchEngine.device("cpu"))) {
      NDArray x = NativeArrays.numbers(scope, drawn(2 * VALUES, 1, 1), PICTURES);
      RightReasons.Pass pass = new RightReasons.Pass(y -> y, 2, batch(null), List.of());
      assertNull(new RightReasons(1).term(x, pass, scope));
    }
  }
}
