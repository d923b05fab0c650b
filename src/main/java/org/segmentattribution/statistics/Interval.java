package org.segmentattribution.statistics;

/**
 * A 95 % interval.
 *
 * @param low lower end; NaN if there is no interval
 * @param high upper end; NaN if there is no interval
 * @param skipped resamples without a value
 */
public record Interval(double low, double high, int skipped) {
  /** Fewer cases say too little about the spread, so they get no interval. */
  public static final int FEWEST = 5;

  /** No interval. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN, 0);
}
