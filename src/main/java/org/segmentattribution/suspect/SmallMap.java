package org.segmentattribution.suspect;

import org.segmentattribution.api.Mask;

/** Maps in few pixels, as SpRAy compares them. */
public final class SmallMap {
  /** Rows and columns. */
  public static final int SIDE = 16;

  private SmallMap() {}

  /**
   * Returns the sums of a map over a grid of cells, divided by the sum of their magnitudes.
   *
   * @param map rows top to bottom
   * @param size a mask of the map's size
   */
  static float[] of(float[] map, Mask size) {
    int width = size.width();
    int height = size.height();
    double[] sums = new double[SIDE * SIDE];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sums[y * SIDE / height * SIDE + x * SIDE / width] += map[y * width + x];
      }
    }
    double all = 0;
    for (double sum : sums) {
      all += Math.abs(sum);
    }
    float[] small = new float[sums.length];
    for (int i = 0; i < sums.length && all > 0; i++) {
      small[i] = (float) (sums[i] / all);
    }
    return small;
  }
}
