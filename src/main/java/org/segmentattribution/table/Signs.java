package org.segmentattribution.table;

import java.util.Locale;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.WilsonInterval;

/**
 * Whether a segment speaks for or against the explained class, counted by the sign of {@code
 * mean_signed} in each table.
 *
 * @param positive tables in which it speaks for the class
 * @param negative tables in which it speaks against it
 * @param tables tables in which it occurs; in those counted in neither way the mean is exactly 0
 */
public record Signs(long positive, long negative, long tables) {
  /** Counts of a segment that occurs in no table. */
  public static final Signs NONE = new Signs(0, 0, 0);

  /** Share of the tables from which they count as agreeing. */
  private static final double AGREEING = 0.75;

  /** The result of all tables together. */
  public enum Direction {
    /** It speaks for the class in at least three quarters of the tables. */
    FOR,
    /** It speaks against the class in at least three quarters. */
    AGAINST,
    /** Neither. */
    MIXED,
    /** It occurs nowhere. */
    NONE;

    /** Returns the word for files and sentences; empty for {@link #NONE}. */
    public String text() {
      return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the result of all tables together. */
  public Direction direction() {
    if (tables == 0) {
      return Direction.NONE;
    }
    if (positive >= AGREEING * tables) {
      return Direction.FOR;
    }
    return negative >= AGREEING * tables ? Direction.AGAINST : Direction.MIXED;
  }

  /**
   * Returns the share of the tables in which it speaks for the class, 0 to 1; NaN without tables.
   */
  public double forShare() {
    return tables == 0 ? Double.NaN : (double) positive / tables;
  }

  /** Returns Wilson's 95 % interval of {@link #forShare}; none for fewer than five tables. */
  public Interval forInterval() {
    return tables < Interval.FEWEST
        ? Interval.NONE
        : WilsonInterval.of((int) positive, (int) tables);
  }
}
