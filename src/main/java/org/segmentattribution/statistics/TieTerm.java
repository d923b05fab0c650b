package org.segmentattribution.statistics;

import java.util.Arrays;

/** Computes Σ (t³ - t) over groups of t equal values, which corrections for ties use. */
final class TieTerm {
  private TieTerm() {}

  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int first = 0, next; first < sorted.length; first = next) {
      next = first + 1;
      while (next < sorted.length && sorted[next] == sorted[first]) {
        next++;
      }
      double t = next - first;
      sum += t * t * t - t;
    }
    return sum;
  }
}
