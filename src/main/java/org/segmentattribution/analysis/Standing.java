package org.segmentattribution.analysis;

import java.util.Comparator;

/**
 * How a segment stands in one table.
 *
 * @param table number of the table, in the order of the rows
 * @param share of the sum of the table's absolute mean attributions, with its own sign, -1 to 1
 * @param rank rank in the table, 1 = most attribution per pixel
 * @param of number of rows of the table
 */
record Standing(int table, double share, double rank, int of) {
  /**
   * Orders by importance, largest first: by place in the table (first 0, last 1; a segment alone
   * 0.5, which says nothing), then by larger share, then by the tables' order.
   */
  static final Comparator<Standing> MOST_FIRST =
      Comparator.comparingDouble(Standing::place)
          .thenComparingDouble(s -> -Math.abs(s.share))
          .thenComparingInt(Standing::table);

  private double place() {
    return of == 1 ? 0.5 : (rank - 1) / (of - 1);
  }

  /** Returns whether no segment has more attribution, among several. */
  boolean first() {
    return of > 1 && rank < 1.5;
  }

  /** Returns whether all others have more attribution. */
  boolean last() {
    return of > 1 && rank > of - 0.5;
  }

  /** Returns the sign of the segment: 1, -1 or 0. */
  int sign() {
    return (int) Math.signum(share);
  }
}
