package org.segmentattribution.dataset.watermark;

import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/**
 * The watermark of one image: opaque text in a corner.
 *
 * @param style colour and size
 * @param text characters of the text
 * @param place where it is
 * @param mask the pixels that are drawn, in the image's size
 */
public record Watermark(WatermarkStyle style, String text, Place place, Mask mask) {

  /**
   * The box around the text, in pixels of the image.
   *
   * @param corner {@code top-left}, {@code top-right}, {@code bottom-left} or {@code bottom-right}
   * @param x column of its left edge
   * @param y row of its upper edge
   * @param width columns that it spans
   * @param height rows that it spans
   */
  public record Place(String corner, int x, int y, int width, int height) {}

  /** Returns a copy of the image with the watermark. */
  public RgbImage draw(RgbImage image) {
    if (image.width() != mask.width() || image.height() != mask.height()) {
      throw new IllegalArgumentException(
          "a watermark for "
              + (mask.width() + "x" + mask.height())
              + " on an image of "
              + (image.width() + "x" + image.height()));
    }
    RgbImage marked = image.copy();
    mask.forEach((px, py) -> marked.set(px, py, style.red(), style.green(), style.blue()));
    return marked;
  }
}
