package org.segmentattribution.statistics;

/**
 * A 95 % interval.
 *
 * @param low lower end; NaN where there is none
 * @param high upper end; NaN where there is none
 * @param skipped resamples without a value
 */
public record Interval(double low, double high, int skipped) {
  /** Fewer cases say nothing of a spread: they have no interval. */
  public static final int FEWEST = 5;

  /** No interval. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN, 0);
}
