package org.segmentattribution.saliency.structure;

/**
 * The part of a dense layer's output, [N, rows, columns], outside of which no value gets relevance,
 * whatever the image.
 *
 * @param fromRow first row
 * @param toRow row behind the last
 * @param rows of the whole output
 * @param fromColumn first column
 * @param toColumn column behind the last
 * @param columns of the whole output
 */
public record LivePart(
    int fromRow, int toRow, int rows, int fromColumn, int toColumn, int columns) {
  /** The largest part that is worth a treatment of its own. */
  private static final double MOST = 0.9;

  /** Finds the part around all values that are not 0; null where it is nearly the whole. */
  static LivePart around(float[] live, int rows, int columns) {
    int top = rows;
    int bottom = 0;
    int left = columns;
    int right = 0;
    for (int i = 0; i < live.length; i++) {
      if (live[i] != 0) {
        top = Math.min(top, i / columns);
        bottom = Math.max(bottom, i / columns + 1);
        left = Math.min(left, i % columns);
        right = Math.max(right, i % columns + 1);
      }
    }
    boolean small = (double) (bottom - top) * (right - left) < MOST * live.length;
    return bottom > top && small ? new LivePart(top, bottom, rows, left, right, columns) : null;
  }

  /** Returns whether all rows are in it. */
  public boolean allRows() {
    return fromRow == 0 && toRow == rows;
  }

  /** Returns whether all columns are in it. */
  public boolean allColumns() {
    return fromColumn == 0 && toColumn == columns;
  }
}
