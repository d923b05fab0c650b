package org.segmentattribution.table;

import org.segmentattribution.api.PadShape;
import org.segmentattribution.statistics.Ties;

/**
 * How masks and a map become a table.
 *
 * @param grid grid whose pixels are counted
 * @param padding pixels of that grid by which every mask is padded, at least 0
 * @param shape of the padding
 * @param duplicates how detections with equal names are treated
 * @param rankTies rank of equal attributions
 * @param disjoint whether overlapping segments (before padding) are refused
 * @param elsewhere whether what lies outside every segment has a row of its own
 */
public record TableOptions(
    Grid grid,
    int padding,
    PadShape shape,
    Duplicates duplicates,
    Ties rankTies,
    boolean disjoint,
    boolean elsewhere) {
  /** Checks the padding. */
  public TableOptions {
    if (padding < 0) {
      throw new IllegalArgumentException("padding must not be negative: " + padding);
    }
  }

  /**
   * Returns the paper's padding of two pixels, with a square, union of duplicates, average ranks,
   * overlap allowed, and no row for what lies outside.
   */
  public static TableOptions defaults() {
    return new TableOptions(
        Grid.SALIENCY, 2, PadShape.SQUARE, Duplicates.UNION, Ties.AVERAGE, false, false);
  }

  /** Returns these options with another padding. */
  public TableOptions withPadding(int pixels) {
    return new TableOptions(grid, pixels, shape, duplicates, rankTies, disjoint, elsewhere);
  }

  /** Returns these options with or without a row for what lies outside every segment. */
  public TableOptions withElsewhere(boolean row) {
    return new TableOptions(grid, padding, shape, duplicates, rankTies, disjoint, row);
  }
}
