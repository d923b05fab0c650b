package org.segmentattribution.statistics;

/**
 * A value with its 95 % bootstrap interval.
 *
 * @param value NaN if there are no cases
 * @param interval NaN to NaN with fewer than five cases
 */
public record Estimate(double value, Interval interval) {
  /** Nothing is known. */
  public static final Estimate NONE = new Estimate(Double.NaN, Interval.NONE);

  /** Returns the lower end of the interval. */
  public double low() {
    return interval.low();
  }

  /** Returns the upper end of the interval. */
  public double high() {
    return interval.high();
  }
}
