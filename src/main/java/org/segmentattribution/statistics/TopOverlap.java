package org.segmentattribution.statistics;

/** Measures how far the largest values of two lists are at the same places. */
public final class TopOverlap {
  private TopOverlap() {}

  /**
   * Returns the share of places that are among the k largest of both lists, 0 to 1. Values that tie
   * for the last places share them: each belongs to the top by the same fraction, and of two
   * fractions the smaller counts. So the order of the values does not matter, and a list agrees
   * fully with itself.
   *
   * @param k at least 1; a number above the length of the lists means all places
   * @return NaN if the lists are empty
   * @throws IllegalArgumentException if the lists differ in length, k is below 1 or a value is NaN
   */
  public static double of(double[] a, double[] b, int k) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " values");
    }
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
    int places = Math.min(k, a.length);
    double[] inA = membership(a, places);
    double[] inB = membership(b, places);
    double shared = 0;
    for (int i = 0; i < a.length; i++) {
      shared += Math.min(inA[i], inB[i]);
    }
    return Math.min(1, shared / places);
  }

  /** Returns the fraction by which each value belongs to the largest. */
  private static double[] membership(double[] values, int places) {
    double[] first = Ranks.descending(values, Ties.MIN);
    double[] last = Ranks.descending(values, Ties.MAX);
    double[] membership = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double left = (places - first[i] + 1) / (last[i] - first[i] + 1);
      membership[i] = Math.max(0, Math.min(1, left));
    }
    return membership;
  }
}
