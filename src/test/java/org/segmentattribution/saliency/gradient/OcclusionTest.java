package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.saliency.DenseNet;

/** Windows that are filled, on a network that is Σ w x. */
class OcclusionTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;
  private static final int CHANNELS = 2;
  private static final float[] WEIGHTS = Fixtures.normal(1, 2 * CHANNELS * HEIGHT * WIDTH);
  private static final float[] IMAGE = Fixtures.normal(2, CHANNELS * HEIGHT * WIDTH);

  private static OnnxNetwork linear() {
    return new TestGraph(13, 0, CHANNELS, HEIGHT, WIDTH)
        .add("Flatten", "row", "x")
        .floats("w", new long[] {2, CHANNELS * HEIGHT * WIDTH}, WEIGHTS)
        .add("Gemm", "y", "row w", TestGraph.attribute("transB", 1))
        .open(HEIGHT, WIDTH);
  }

  private static float[] explain(Occlusion method) {
    return DenseNet.explain(linear(), method, IMAGE, HEIGHT, WIDTH, 0);
  }

  /** Σ w (x - fill) over the channels of a pixel: what it takes with it. */
  private static double loss(int y, int x, double fill) {
    double loss = 0;
    for (int c = 0; c < CHANNELS; c++) {
      int at = (c * HEIGHT + y) * WIDTH + x;
      loss += WEIGHTS[at] * (IMAGE[at] - fill);
    }
    return loss;
  }

  private static float[] expected(int window, int stride, double fill) {
    double[] sums = new double[HEIGHT * WIDTH];
    int[] counts = new int[HEIGHT * WIDTH];
    for (int top = 0; top == 0 || top - stride + window < HEIGHT; top += stride) {
      for (int left = 0; left == 0 || left - stride + window < WIDTH; left += stride) {
        double drop = 0;
        for (int y = top; y < Math.min(HEIGHT, top + window); y++) {
          for (int x = left; x < Math.min(WIDTH, left + window); x++) {
            drop += loss(y, x, fill);
          }
        }
        for (int y = top; y < Math.min(HEIGHT, top + window); y++) {
          for (int x = left; x < Math.min(WIDTH, left + window); x++) {
            sums[y * WIDTH + x] += drop;
            counts[y * WIDTH + x]++;
          }
        }
      }
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = counts[i] == 0 ? 0 : (float) (sums[i] / counts[i]);
    }
    return mean;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "1, 1, 0.5",
    "2, 1, 0",
    "2, 2, 0.25",
    "3, 2, -1",
    "3, 4, 0",
    "9, 1, 0",
    "2, 5, 0"
  })
  void windowsTakeWhatTheyCover(int window, int stride, float fill) {
    float[] expected = expected(window, stride, fill);
    float[] actual = explain(new Occlusion(window, stride, fill));
    assertEquals(HEIGHT * WIDTH, actual.length, "one plane");
    assertArrayEquals(expected, actual, 2e-4f);
  }

  @Test
  void windowsOfOnePixelSumToTheFallToTheFilledImage() {
    double fall = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        fall += loss(y, x, 0.5);
      }
    }
    double sum = 0;
    for (float value : explain(new Occlusion(1, 1, 0.5f))) {
      sum += value;
    }
    assertEquals(fall, sum, 1e-3);
  }
}
