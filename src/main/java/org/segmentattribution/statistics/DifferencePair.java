package org.segmentattribution.statistics;

/**
 * Two names of a critical-difference analysis, the better-ranked first.
 *
 * @param a place in the sorted order
 * @param b place in the sorted order
 * @param test one-sided: whether a is better
 * @param twoSided p-values of the two-sided test
 * @param different whether a diagram shows them as different
 * @param medianDifference median of a - b over images
 */
public record DifferencePair(
    int a,
    int b,
    WilcoxonSignedRank.Result test,
    TwoSided twoSided,
    boolean different,
    double medianDifference) {

  /**
   * P-values of the two-sided test.
   *
   * @param p not adjusted
   * @param holm adjusted by Holm's procedure over all pairs
   * @param benjaminiHochberg adjusted for the false discovery rate
   */
  public record TwoSided(double p, double holm, double benjaminiHochberg) {}
}
