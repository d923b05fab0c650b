package org.segmentattribution.segmentation.dinox;

import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Preprocessing;

/**
 * Converts positions between an image's own pixels and those of the picture that is sent.
 *
 * @param width of the image
 * @param height of the image
 * @param sentWidth width of the picture that is sent; never larger
 * @param sentHeight height of the picture that is sent; never larger
 */
record DinoXScale(int width, int height, int sentWidth, int sentHeight) {
  /** Length of the longest side that is sent; the vendor's client uses it, too. */
  static final int LONGEST = 1536;

  static DinoXScale of(int width, int height) {
    int longest = Math.max(width, height);
    return longest <= LONGEST
        ? new DinoXScale(width, height, width, height)
        : new DinoXScale(width, height, shrunk(width, longest), shrunk(height, longest));
  }

  /** Rounds as the vendor's client does, so that both send the same size: sometimes 1535. */
  private static int shrunk(int side, int longest) {
    double ratio = (double) LONGEST / longest;
    return Math.max(1, (int) (side * ratio));
  }

  /** Returns the picture to send. */
  RgbImage shrink(RgbImage image) {
    return Preprocessing.simple(sentHeight, sentWidth).toGrid(image);
  }

  /**
   * Converts a mask of the sent picture to the image's own pixels: bilinearly, cut at a half, as
   * the vendor's client does.
   */
  Mask restore(Mask mask) {
    boolean isSame = width == sentWidth && height == sentHeight;
    return isSame ? mask : new DinoXEnlargement(sentWidth, sentHeight, width, height).of(mask);
  }
}
