package org.segmentattribution.report.figure;

import java.util.List;

/**
 * One way to detect that a model relies on the watermark, measured at every prevalence.
 *
 * @param key name in {@code signals.csv}
 * @param name name for readers
 * @param values values by ascending prevalence
 * @param onset smallest prevalence from which it shows the shortcut; NaN if it never does
 * @param trend two-sided p-value of the Mann-Kendall test of the means; NaN with fewer than two
 */
public record SignalReading(
    String key, String name, List<Value> values, double onset, double trend) {
  /**
   * The value at one prevalence.
   *
   * @param prevalence per cent
   * @param mean mean over the test images with the watermark; NaN if not measured
   * @param low lower end of its 95 % interval; NaN without an interval
   * @param high upper end
   */
  public record Value(double prevalence, double mean, double low, double high) {}
}
