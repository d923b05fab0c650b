package org.segmentattribution.statistics;

/**
 * The 95 % interval of a proportion (Wilson 1927), valid for few cases and for shares near 0 and 1.
 */
public final class WilsonInterval {
  private static final double Z = 1.959963984540054;

  private WilsonInterval() {}

  /**
   * Returns the interval for a number of successes among cases.
   *
   * @return NaN at both ends if there are no cases
   */
  public static Interval of(int successes, int cases) {
    if (successes < 0 || successes > cases) {
      throw new IllegalArgumentException(successes + " of " + cases);
    }
    double n = cases;
    double p = successes / n;
    double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half), 0);
  }
}
