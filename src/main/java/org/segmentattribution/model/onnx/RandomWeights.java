package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Replaces all that a network has learned by chance (Adebayo, Gilmer, Muelly, Goodfellow, Hardt,
 * Kim 2018, "cascading randomization", its last stage): from the last layer to the first, each
 * array gets normal draws of its own mean and standard deviation. A map that does not change shows
 * the picture, not the model.
 */
public final class RandomWeights {
  private RandomWeights() {}

  /**
   * Changes a network that nothing else uses; do it before anything is computed with it.
   *
   * @param seed of the draws
   */
  public static void draw(OnnxNetwork network, long seed) {
    List<NDArray> arrays = network.parameters();
    Collections.reverse(arrays);
    SplittableRandom random = new SplittableRandom(seed);
    for (NDArray array : arrays) {
      array.set(drawn(array.toFloatArray(), random));
    }
  }

  private static float[] drawn(float[] values, SplittableRandom random) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    float[] drawn = new float[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return drawn;
  }
}
