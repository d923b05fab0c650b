package org.segmentattribution.image;

/**
 * A resize and what is then cut out.
 *
 * @param resizedWidth columns after the resize
 * @param resizedHeight rows after the resize
 * @param left first column that is kept
 * @param top first row that is kept
 * @param width columns that are kept
 * @param height rows that are kept
 */
record Placement(int resizedWidth, int resizedHeight, int left, int top, int width, int height) {

  /** Whether a picture of this size stays as it is. */
  boolean isAll(int fromWidth, int fromHeight) {
    return resizedWidth == fromWidth
        && resizedHeight == fromHeight
        && width == fromWidth
        && height == fromHeight;
  }
}
