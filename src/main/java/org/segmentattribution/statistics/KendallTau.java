package org.segmentattribution.statistics;

/**
 * Kendall's tau-b: (concordant - discordant) / √((pairs without ties in a) (pairs without ties in
 * b)) (Kendall 1945, scipy's {@code kendalltau}).
 */
public final class KendallTau {
  private KendallTau() {}

  /**
   * Returns the rank correlation of two lists, -1 to 1.
   *
   * @return NaN if it is not defined: a list is constant or shorter than 2
   * @throws IllegalArgumentException if the lists differ in length
   */
  public static double b(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " values");
    }
    long difference = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 1; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        int signA = sign(a[i], a[j]);
        int signB = sign(b[i], b[j]);
        difference += signA * signB;
        untiedA += signA != 0 ? 1 : 0;
        untiedB += signB != 0 ? 1 : 0;
      }
    }
    return untiedA == 0 || untiedB == 0
        ? Double.NaN
        : difference / Math.sqrt((double) untiedA * untiedB);
  }

  /** Compares so that 0 and -0 are equal, unlike {@link Double#compare}. */
  private static int sign(double x, double y) {
    return x > y ? 1 : x < y ? -1 : 0;
  }
}
