package org.segmentattribution.analysis;

import org.segmentattribution.statistics.Interval;

/**
 * Whether a rule holds under one method, and what was measured.
 *
 * @param rule what should hold
 * @param method the saliency method
 * @param images of the class, with a table
 * @param found those of them in which the segment occurs
 * @param measured the mean, and how sure it is
 * @param passed whether the rule counts as fulfilled
 */
public record RuleResult(
    Rule rule, String method, int images, int found, Measured measured, boolean passed) {

  /**
   * The mean that a rule is about.
   *
   * @param mean NaN where the segment occurs nowhere, or a rank is asked for and it is alone in
   *     every table
   * @param interval 95 % bootstrap interval over images; NaN with fewer than five images
   * @param sureness share of the resamples in which the rule holds, 0 to 1
   */
  public record Measured(double mean, Interval interval, double sureness) {}

  /** What was measured, or NaN. */
  public double mean() {
    return measured.mean();
  }

  /** Lower end of the interval of the mean. */
  public double low() {
    return measured.interval().low();
  }

  /** Upper end of the interval of the mean. */
  public double high() {
    return measured.interval().high();
  }

  /** Share of the resamples in which the rule holds, 0 to 1. */
  public double sureness() {
    return measured.sureness();
  }
}
