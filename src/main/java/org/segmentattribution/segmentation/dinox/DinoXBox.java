package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.databind.JsonNode;
import org.segmentattribution.api.Mask;

/** Compares a mask with the box of its object. */
final class DinoXBox {
  /** A box that fits less says nothing of a mask. */
  private static final double LEAST = 0.5;

  private DinoXBox() {}

  /**
   * Returns the overlap (intersection over union, 0 to 1) of the mask's extent and the box; 0 where
   * it is below a half, or the box is none.
   *
   * @param box left, top, right and bottom in pixels of the mask
   */
  static double fit(Mask mask, JsonNode box) {
    if (box.size() != 4 || mask.isEmpty()) {
      return 0;
    }
    double[] extent = {mask.width(), mask.height(), 0, 0};
    mask.forEachRun(
        (from, to, y) -> {
          extent[0] = Math.min(extent[0], from);
          extent[1] = Math.min(extent[1], y);
          extent[2] = Math.max(extent[2], to);
          extent[3] = Math.max(extent[3], y + 1);
        });
    double shared = 1;
    double ofMask = 1;
    double ofBox = 1;
    for (int axis = 0; axis < 2; axis++) {
      double low = box.get(axis).asDouble(Double.NaN);
      double high = box.get(axis + 2).asDouble(Double.NaN);
      shared *= Math.max(0, Math.min(extent[axis + 2], high) - Math.max(extent[axis], low));
      ofMask *= extent[axis + 2] - extent[axis];
      ofBox *= Math.max(0, high - low);
    }
    double fit = shared / (ofMask + ofBox - shared);
    return fit >= LEAST ? fit : 0; // NaN, too, is no fit
  }
}
