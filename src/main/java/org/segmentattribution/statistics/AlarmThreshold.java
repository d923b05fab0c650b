package org.segmentattribution.statistics;

import java.util.Arrays;

/** Chooses the score above which a reading raises an alarm. */
public final class AlarmThreshold {
  private AlarmThreshold() {}

  /**
   * Returns the threshold for a rate of false alarms: of n negatives, the k-th largest score, k =
   * rate · (n + 1) rounded down. Another negative of the same kind is above it with probability k /
   * (n + 1), at most the rate. With fewer than 1 / rate − 1 negatives no score can keep the rate;
   * then it is the largest one, with probability 1 / (n + 1).
   *
   * @param negatives scores without NaN, at least one
   * @param rate above 0, below 1
   */
  public static double of(double[] negatives, double rate) {
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    // a rate of 0.05 and 19 negatives give 1, not 0.99…
    int k = (int) Math.floor(rate * (sorted.length + 1) + 1e-9);
    return sorted[sorted.length - Math.max(1, k)];
  }
}
