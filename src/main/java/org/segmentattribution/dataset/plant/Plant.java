package org.segmentattribution.dataset.plant;

import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/**
 * A plant in one picture.
 *
 * @param mask its pixels
 * @param paint their colours
 * @param opacity 0 = invisible, 1 = opaque
 */
public record Plant(Mask mask, Paint paint, double opacity) {

  /** Colours of pixels. */
  @FunctionalInterface
  interface Paint {
    /** Returns the colour of a pixel as 0xRRGGBB. */
    int at(int x, int y);
  }

  /** Returns whether nothing below it is seen. */
  public boolean isOpaque() {
    return opacity == 1;
  }

  /** Returns a copy of a picture with the plant. */
  public RgbImage draw(RgbImage image) {
    if (image.width() != mask.width() || image.height() != mask.height()) {
      throw new IllegalArgumentException("the picture has another size than the plant");
    }
    RgbImage planted = image.copy();
    mask.forEach(
        (x, y) -> {
          int colour = paint.at(x, y);
          planted.set(
              x,
              y,
              mixed(image.value(x, y, 0), colour >> 16 & 0xff),
              mixed(image.value(x, y, 1), colour >> 8 & 0xff),
              mixed(image.value(x, y, 2), colour & 0xff));
        });
    return planted;
  }

  private int mixed(int below, int above) {
    return (int) Math.round(below + opacity * (above - below));
  }
}
