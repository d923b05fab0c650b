package org.segmentattribution.slice;

import org.segmentattribution.statistics.Interval;

/**
 * A mean of a slice beside that of the rest of its class.
 *
 * @param inside mean of the slice, 0 to 1; NaN where it is unknown
 * @param rest mean of the rest
 * @param interval 95 % interval of inside minus rest
 * @param pValue two-sided; NaN where no outcome would be a finding
 * @param adjusted p for the number of tests in the run
 */
public record BesideRest(
    double inside, double rest, Interval interval, double pValue, double adjusted) {
  /** Largest adjusted p-value of a finding. */
  public static final double LEVEL = 0.05;

  /** Smallest difference that is called one: a point. */
  private static final double LEAST = 0.01;

  /** Nothing is known. */
  static final BesideRest NONE =
      new BesideRest(Double.NaN, Double.NaN, Interval.NONE, Double.NaN, Double.NaN);

  /** Returns whether there are values to compare. */
  public boolean isKnown() {
    return !Double.isNaN(inside);
  }

  /** Returns the mean of the slice minus that of the rest. */
  public double difference() {
    return inside - rest;
  }

  /** Returns whether the slice is worse by a point or more, which is no chance. */
  public boolean isWorse() {
    return adjusted <= LEVEL && isLower();
  }

  /** Returns whether the slice is lower by so much that it matters to anybody. */
  public boolean isLower() {
    return difference() <= -LEAST;
  }

  /** Returns the comparison from the other side. */
  BesideRest turned() {
    return new BesideRest(
        rest, inside, new Interval(-interval.high(), -interval.low(), 0), pValue, adjusted);
  }

  BesideRest adjusted(double value) {
    return new BesideRest(inside, rest, interval, pValue, value);
  }
}
