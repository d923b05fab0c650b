package org.segmentattribution.segmentation.onnx.ground;

/** Converts between logits and probabilities. */
public final class Scores {
  private Scores() {}

  public static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** Returns the logit of a probability: infinite at 0 and 1. */
  public static float logit(double probability) {
    return (float) Math.log(probability / (1 - probability));
  }

  /** Returns the softmax of some values. */
  public static double[] softmax(float[] values, int from, int count) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, values[from + i]);
    }
    double[] parts = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      parts[i] = Math.exp(values[from + i] - most);
      sum += parts[i];
    }
    for (int i = 0; i < count; i++) {
      parts[i] /= sum;
    }
    return parts;
  }
}
