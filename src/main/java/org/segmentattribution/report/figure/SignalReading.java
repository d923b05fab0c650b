package org.segmentattribution.report.figure;

import java.util.List;

/**
 * One way to tell that a model relies on the watermark, read at every prevalence.
 *
 * @param key in {@code signals.csv}
 * @param name for people
 * @param values by ascending prevalence
 * @param onset smallest prevalence from which on it shows the shortcut; NaN where it never does
 * @param trend two-sided p of the Mann-Kendall test of the means; NaN with fewer than two
 */
public record SignalReading(
    String key, String name, List<Value> values, double onset, double trend) {
  /**
   * What was read.
   *
   * @param prevalence per cent
   * @param mean over test images with the watermark; NaN where not measured
   * @param low lower end of its 95 % interval; NaN without one
   * @param high upper end
   */
  public record Value(double prevalence, double mean, double low, double high) {}
}
