package org.segmentattribution.image;

/**
 * A size to resize a picture to, and the crop to keep of the result.
 *
 * @param resizedWidth columns after the resize
 * @param resizedHeight rows after the resize
 * @param left first column that is kept
 * @param top first row that is kept
 * @param width columns to keep
 * @param height rows to keep
 */
record Placement(int resizedWidth, int resizedHeight, int left, int top, int width, int height) {

  /** Returns whether a picture of this size stays unchanged. */
  boolean isAll(int fromWidth, int fromHeight) {
    return resizedWidth == fromWidth
        && resizedHeight == fromHeight
        && width == fromWidth
        && height == fromHeight;
  }
}
