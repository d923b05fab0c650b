package org.segmentattribution.image;

import java.util.function.DoubleUnaryOperator;

/**
 * Which pixels of a line make each pixel of the resized line, with which weights.
 *
 * @param first number of the first pixel, for each resized pixel
 * @param weights of this pixel and the next ones; they add up to 1
 */
record Taps(int[] first, double[][] weights) {
  /** The parameter of PyTorch, ONNX and OpenCV, which do not smooth. */
  private static final double SHARP = -0.75;

  /**
   * Weights whose support grows with the reduction, so that reduced pictures are smoothed, for
   * {@code count} of the {@code to} pixels, from {@code start} on; pixels beyond the border do not
   * count.
   */
  static Taps smooth(Interpolation how, int from, int to, int start, int count) {
    double stretch = Math.max((double) from / to, 1);
    // the product with the inverse, as in Pillow: the last bit may decide a rounding
    return smooth(
        from, to, start, count, how.support() * stretch, x -> how.weight(x * (1 / stretch)));
  }

  /** The weights of a triangle, whose distances are divided, as torchvision does it. */
  static Taps triangle(int from, int to, int start, int count) {
    double support = Math.max((double) from / to, 1);
    return smooth(from, to, start, count, support, x -> Math.max(0, 1 - Math.abs(x / support)));
  }

  /** Weights of the distances from each centre, up to the support. */
  private static Taps smooth(
      int from, int to, int start, int count, double support, DoubleUnaryOperator weight) {
    int[] first = new int[count];
    double[][] weights = new double[count][];
    double scale = (double) from / to;
    for (int i = 0; i < count; i++) {
      double centre = (start + i + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      int high = Math.min(from, (int) (centre + support + 0.5));
      double[] taps = new double[high - low];
      double sum = 0;
      for (int k = 0; k < taps.length; k++) {
        taps[k] = weight.applyAsDouble(k + low - centre + 0.5);
        sum += taps[k];
      }
      for (int k = 0; k < taps.length && sum != 0; k++) {
        taps[k] /= sum;
      }
      first[i] = low;
      weights[i] = taps;
    }
    return new Taps(first, weights);
  }

  /**
   * Weights of the two (bilinear) or four (bicubic) pixels around each centre, whatever the
   * reduction; beyond the border, its pixels are repeated.
   */
  static Taps sharp(Interpolation how, int from, int to, int start, int count) {
    int[] first = new int[count];
    double[][] weights = new double[count][];
    double scale = (double) from / to;
    int reach = how == Interpolation.BICUBIC ? 2 : 1;
    for (int i = 0; i < count; i++) {
      double centre = (start + i + 0.5) * scale - 0.5;
      int floor = (int) Math.floor(centre);
      int low = Math.max(0, Math.min(from - 1, floor - reach + 1));
      int high = Math.max(0, Math.min(from - 1, floor + reach));
      first[i] = low;
      weights[i] = new double[high - low + 1];
      for (int k = floor - reach + 1; k <= floor + reach; k++) {
        double distance = Math.abs(k - centre);
        double weight = reach == 2 ? Interpolation.cubic(distance, SHARP) : 1 - distance;
        weights[i][Math.max(low, Math.min(high, k)) - low] += weight;
      }
    }
    return new Taps(first, weights);
  }
}
