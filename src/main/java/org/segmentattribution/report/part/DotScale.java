package org.segmentattribution.report.part;

import java.util.List;
import org.segmentattribution.report.svg.NumberText;

/**
 * Values with intervals, one below the other, on one scale from left to right.
 *
 * @param from value at the left end, in words and as a number
 * @param to value at the right end
 * @param mark a value that all are compared with
 * @param rows from the top
 */
public record DotScale(End from, End to, End mark, List<Row> rows) {
  /** Copies the rows. */
  public DotScale {
    rows = List.copyOf(rows);
  }

  /** A value with its words. */
  public record End(double value, String words) {}

  /**
   * A value with its interval.
   *
   * @param name what was measured
   * @param low lower end of the interval; NaN for none
   * @param high upper end
   * @param number the value in words
   * @param strong whether it is the one that the page is about
   */
  public record Row(
      String name, double value, double low, double high, String number, boolean strong) {
    /** Returns whether it has an interval. */
    public boolean hasInterval() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }

  /** Returns the place of a value, such as {@code 40%}. */
  public String at(double value) {
    double share = (value - from.value()) / (to.value() - from.value());
    return NumberText.fixed(100 * Math.max(0, Math.min(1, share)), 2) + "%";
  }
}
