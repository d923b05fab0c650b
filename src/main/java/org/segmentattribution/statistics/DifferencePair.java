package org.segmentattribution.statistics;

/**
 * Two names of a critical-difference analysis, the better-ranked first.
 *
 * @param a place in the sorted order
 * @param b place in the sorted order
 * @param test one-sided: whether a is better
 * @param twoSided p of the two-sided test
 * @param holm two-sided p, adjusted by Holm's procedure over all pairs
 * @param benjaminiHochberg two-sided p, adjusted for the false discovery rate
 * @param different whether a diagram shows them as different
 * @param medianDifference median of a - b over images
 */
public record DifferencePair(
    int a,
    int b,
    WilcoxonSignedRank.Result test,
    double twoSided,
    double holm,
    double benjaminiHochberg,
    boolean different,
    double medianDifference) {}
