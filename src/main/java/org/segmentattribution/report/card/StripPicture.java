package org.segmentattribution.report.card;

import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/**
 * A photograph of a strip.
 *
 * @param image as the classifier sees it
 * @param lit the segment that keeps its colours, of the same size
 * @param caption what it shows and why it was chosen, in plain text
 */
public record StripPicture(RgbImage image, Mask lit, String caption) {
  /** Checks the sizes. */
  public StripPicture {
    if (lit.width() != image.width() || lit.height() != image.height()) {
      throw new IllegalArgumentException(
          "a mask of "
              + lit.width()
              + "x"
              + lit.height()
              + " on a picture of "
              + image.width()
              + "x"
              + image.height());
    }
  }
}
