package org.segmentattribution.table.tile;

/**
 * Asks for a page of tiles.
 *
 * @param methods numbers of the saliency methods, one a run, among those of the run
 * @param filter which photographs are wanted
 * @param sort their order
 * @param descending whether it is reversed
 * @param from place of the first tile, from 0
 * @param count most tiles
 */
public record TileQuestion(
    Methods methods, TileFilter filter, TileSort sort, boolean descending, int from, int count) {
  /**
   * The method that is shown of each run.
   *
   * @param a number among the methods of the run on the left, from 0
   * @param b number among those of the run on the right, from 0; −1 where there is one run
   */
  public record Methods(int a, int b) {}

  /** Returns what follows ORDER BY. */
  String order() {
    return sort.sql(filter.side(), descending);
  }
}
