package org.segmentattribution.image;

/**
 * A size to resize a picture to, and the crop to keep of the result.
 *
 * @param resizedWidth columns after the resize
 * @param resizedHeight rows after the resize
 * @param left first column that is kept; below 0 where a border is added
 * @param top first row that is kept; below 0 where a border is added
 * @param width columns to keep
 * @param height rows to keep
 */
record Placement(int resizedWidth, int resizedHeight, int left, int top, int width, int height) {

  /** Returns whether the part to keep reaches beyond the resized picture. */
  boolean isPadded() {
    return !inner().equals(this);
  }

  /** Returns the part to keep without what lies beyond the resized picture. */
  Placement inner() {
    int x = Math.max(0, left);
    int y = Math.max(0, top);
    int right = Math.min(resizedWidth, left + width);
    int bottom = Math.min(resizedHeight, top + height);
    return new Placement(resizedWidth, resizedHeight, x, y, right - x, bottom - y);
  }

  /** Returns whether a picture of this size stays unchanged. */
  boolean isAll(int fromWidth, int fromHeight) {
    return resizedWidth == fromWidth
        && resizedHeight == fromHeight
        && width == fromWidth
        && height == fromHeight;
  }
}
