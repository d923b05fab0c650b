package org.segmentattribution.statistics;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** Spearman's rank correlation: Pearson's correlation of average ranks. */
public final class Spearman {
  private Spearman() {}

  /**
   * Returns the correlation of two lists, -1 to 1.
   *
   * @return NaN if it is not defined: a list is constant or shorter than 2
   * @throws IllegalArgumentException if the lists differ in length
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
