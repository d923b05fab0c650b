package org.segmentattribution.suspect;

import org.segmentattribution.api.Mask;

/**
 * The smallest rectangle around a region, in pixels of the model's grid.
 *
 * @param x first column
 * @param y first row
 * @param width number of columns
 * @param height number of rows
 */
public record RegionBox(int x, int y, int width, int height) {
  /** Returns the box of a region that is not empty. */
  public static RegionBox of(Mask region) {
    int[] ends = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
    region.forEachRun(
        (from, to, y) -> {
          ends[0] = Math.min(ends[0], from);
          ends[1] = Math.min(ends[1], y);
          ends[2] = Math.max(ends[2], to);
          ends[3] = Math.max(ends[3], y + 1);
        });
    return new RegionBox(ends[0], ends[1], ends[2] - ends[0], ends[3] - ends[1]);
  }
}
