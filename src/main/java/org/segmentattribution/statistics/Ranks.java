package org.segmentattribution.statistics;

import java.util.Arrays;

/** Ranks values, 1 = largest; values are equal only if they are exactly equal as doubles. */
public final class Ranks {
  private Ranks() {}

  /**
   * Returns the rank of each value, 1 = largest.
   *
   * @throws IllegalArgumentException if a value is NaN
   */
  public static double[] descending(double[] values, Ties ties) {
    int n = values.length;
    double[] sorted = new double[n];
    for (int i = 0; i < n; i++) {
      sorted[i] = key(values[i]);
    }
    Arrays.sort(sorted);
    double[] rankOf = new double[n];
    int dense = 0;
    for (int first = 0, next; first < n; first = next) {
      next = first + 1;
      while (next < n && sorted[next] == sorted[first]) {
        next++;
      }
      dense++;
      double rank =
          switch (ties) {
            case AVERAGE -> (first + 1 + next) / 2.0;
            case MIN -> first + 1;
            case MAX -> next;
            case DENSE -> dense;
          };
      Arrays.fill(rankOf, first, next, rank);
    }
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      ranks[i] = rankOf[Arrays.binarySearch(sorted, key(values[i]))];
    }
    return ranks;
  }

  /** Returns a key that ascends as the value descends; 0 - v makes 0.0 and -0.0 equal. */
  private static double key(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("NaN has no rank");
    }
    return 0.0 - value;
  }
}
