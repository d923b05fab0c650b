package org.segmentattribution.image;

import org.segmentattribution.api.Mask;

/** Resizes masks. */
public final class MaskResizer {
  private MaskResizer() {}

  /**
   * Returns a mask of another size over the same picture; each pixel is the one of {@code mask}
   * under its centre.
   *
   * @param width pixels per row of the result
   * @param height rows of the result
   */
  public static Mask nearest(Mask mask, int width, int height) {
    return mask.sample(
        width, height, x -> middle(x, mask.width(), width), y -> middle(y, mask.height(), height));
  }

  private static int middle(int at, int from, int to) {
    return (int) ((2L * at + 1) * from / (2L * to));
  }
}
