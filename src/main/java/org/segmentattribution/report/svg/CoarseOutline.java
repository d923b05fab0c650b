package org.segmentattribution.report.svg;

import org.segmentattribution.api.Mask;

/**
 * Draws the outline of a mask in few bytes: with steps of two or four pixels where it is ragged.
 */
public final class CoarseOutline {
  /** Longest path in characters before a coarser one is tried. */
  private static final int LONG = 1600;

  private CoarseOutline() {}

  /** Returns a closed path in pixels of the mask; empty for a mask without pixels. */
  public static String path(Mask mask) {
    String path = path(mask, 1);
    for (int step = 2; step <= 4 && path.length() > LONG; step *= 2) {
      String coarse = path(mask, step);
      path = coarse.isEmpty() ? path : coarse;
    }
    return path;
  }

  private static String path(Mask mask, int step) {
    int width = (mask.width() + step - 1) / step;
    int height = (mask.height() + step - 1) / step;
    Mask seen =
        mask.sample(
            width,
            height,
            x -> Math.min(mask.width() - 1, x * step + step / 2),
            y -> Math.min(mask.height() - 1, y * step + step / 2));
    // whole pixels need no decimals
    return MaskOutline.path(seen, 0, 0, step).replace(".00", "");
  }
}
