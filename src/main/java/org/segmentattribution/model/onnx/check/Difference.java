package org.segmentattribution.model.onnx.check;

/**
 * How far two rows of numbers are apart.
 *
 * @param largest difference; infinite where one number is finite and the other is not
 * @param peak largest finite magnitude of the first row
 * @param at where the difference is largest
 */
public record Difference(double largest, double peak, int at) {
  /** Compares as many numbers as the shorter row has. */
  static Difference of(float[] expected, float[] found) {
    double largest = 0;
    double peak = 0;
    int at = 0;
    for (int i = 0; i < Math.min(expected.length, found.length); i++) {
      double apart = Math.abs((double) expected[i] - found[i]);
      // the same number, or none in both
      apart = Float.compare(expected[i], found[i]) == 0 ? 0 : apart;
      apart = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
      if (apart > largest) {
        largest = apart;
        at = i;
      }
      peak = Float.isFinite(expected[i]) ? Math.max(peak, Math.abs(expected[i])) : peak;
    }
    return new Difference(largest, peak, at);
  }

  /** The difference as a share of the peak; 0 where there is none. */
  double share() {
    return largest == 0 ? 0 : largest / peak;
  }
}
