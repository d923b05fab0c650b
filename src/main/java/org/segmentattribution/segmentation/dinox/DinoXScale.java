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
  /** Length of the longest side that is sent; the official client uses it, too. */
  static final int LONGEST = 1536;

  static DinoXScale of(int width, int height) {
    int longest = Math.max(width, height);
    return longest <= LONGEST
        ? new DinoXScale(width, height, width, height)
        : new DinoXScale(width, height, shrunk(width, longest), shrunk(height, longest));
  }

  private static int shrunk(int side, int longest) {
    return (int) Math.max(1, (long) side * LONGEST / longest);
  }

  /** Returns the picture to send. */
  RgbImage shrink(RgbImage image) {
    return Preprocessing.simple(sentHeight, sentWidth).toGrid(image);
  }

  /** Converts a mask of the sent picture to the image's own pixels, by nearest neighbour. */
  Mask restore(Mask mask) {
    return Preprocessing.simple(height, width).toGrid(mask);
  }
}
