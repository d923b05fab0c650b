package org.segmentattribution.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The Mann-Kendall test for a monotone trend (1945, 1975), corrected for ties.
 *
 * @param s number of pairs that rise minus number of pairs that fall
 * @param variance of s without a trend
 * @param z with the continuity correction; 0 if s is 0
 * @param pValue two-sided
 */
public record MannKendall(long s, double variance, double z, double pValue) {
  /** Tests values in their order. */
  public static MannKendall of(double... values) {
    long s = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        s += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
      }
    }
    double n = values.length;
    double variance = (n * (n - 1) * (2 * n + 5) - ties(values)) / 18;
    double z = variance > 0 ? (s - Long.signum(s)) / Math.sqrt(variance) : 0;
    double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
    return new MannKendall(s, variance, z, Math.min(1, p));
  }

  /** Returns Σ t (t - 1) (2t + 5) over groups of t equal values. */
  private static double ties(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int first = 0, next; first < sorted.length; first = next) {
      next = first + 1;
      while (next < sorted.length && sorted[next] == sorted[first]) {
        next++;
      }
      double t = next - first;
      sum += t * (t - 1) * (2 * t + 5);
    }
    return sum;
  }
}
