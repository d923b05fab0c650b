package org.segmentattribution.model;

import java.util.SplittableRandom;
import org.segmentattribution.image.RgbImage;

/**
 * Random changes that leave the class of a training image as it is.
 *
 * @param flip whether images may be mirrored left to right
 * @param shift largest move in x and y, in pixels
 */
record Augmentation(boolean flip, int shift) {

  /** The image changed at random, or the image itself. */
  RgbImage apply(RgbImage image, SplittableRandom random) {
    boolean mirror = flip && random.nextBoolean();
    int dx = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
    int dy = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
    return mirror || dx != 0 || dy != 0 ? moved(image, mirror, dx, dy) : image;
  }

  /** Mirrored, then moved right by dx and down by dy; the edge is repeated. */
  static RgbImage moved(RgbImage image, boolean mirror, int dx, int dy) {
    int width = image.width();
    RgbImage out = RgbImage.black(width, image.height());
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      int row = Math.max(0, Math.min(image.height() - 1, y - dy)) * width;
      for (int x = 0; x < width; x++) {
        int column = Math.max(0, Math.min(width - 1, x - dx));
        int from = (row + (mirror ? width - 1 - column : column)) * 3;
        out.rgb()[at++] = image.rgb()[from];
        out.rgb()[at++] = image.rgb()[from + 1];
        out.rgb()[at++] = image.rgb()[from + 2];
      }
    }
    return out;
  }
}
