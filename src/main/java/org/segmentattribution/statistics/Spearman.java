package org.segmentattribution.statistics;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** Spearman's rank correlation: Pearson's of average ranks. */
public final class Spearman {
  private Spearman() {}

  /**
   * The correlation of two lists, -1 to 1.
   *
   * @return NaN where it is not defined: one list is constant or shorter than 2
   * @throws IllegalArgumentException where the lists are not equally long
   */
  public static double rho(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " values");
    }
    return a.length < 2
        ? Double.NaN
        : new PearsonsCorrelation()
            .correlation(Ranks.descending(a, Ties.AVERAGE), Ranks.descending(b, Ties.AVERAGE));
  }
}
