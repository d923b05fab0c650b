package org.segmentattribution.segmentation;

/**
 * Tells numbers (instances, labels), which fill flat regions that meet at steps of any height, from
 * a soft mask, whose values change little by little or lie along the edges of what is inside. Only
 * values between the smallest and the largest count, since regions of those two are flat in any
 * mask.
 *
 * @param between pixels with such a value
 * @param calm those of them whose four neighbours all have the same value
 * @param starts those of them that differ from the left and from the upper neighbour: about the
 *     number of regions
 * @param gentle meetings of two flat runs whose values are one or two levels apart
 * @param steep meetings of two flat runs that are further apart
 * @param values which there are
 */
record Flatness(long between, long calm, long starts, long gentle, long steep, ValueCounts values) {
  /** From so many levels on a slope is told from a row of numbers. */
  private static final int LEVELS = 16;

  private static final int GENTLE = 2;
  private static final double FEW = 0.1;
  private static final int REGIONS_A_VALUE = 8;

  /** Looks at a plane row by row. */
  static Flatness of(int[] plane, int width, ValueCounts values) {
    int height = plane.length / width;
    long[] count = new long[5];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        if (isBetween(plane[at], values)) {
          count[0]++;
          boolean left = x > 0 && plane[at - 1] == plane[at];
          boolean above = y > 0 && plane[at - width] == plane[at];
          boolean right = x + 1 == width || plane[at + 1] == plane[at];
          boolean below = y + 1 == height || plane[at + width] == plane[at];
          count[1] += (left || x == 0) && (above || y == 0) && right && below ? 1 : 0;
          count[2] += left || above ? 0 : 1;
        }
        if (x > 0 && x + 2 < width) {
          meet(plane, at, 1, values, count);
        }
        if (y > 0 && y + 2 < height) {
          meet(plane, at, width, values, count);
        }
      }
    }
    return new Flatness(count[0], count[1], count[2], count[3], count[4], values);
  }

  /** Two of one value, then two of another. */
  private static void meet(int[] plane, int at, int step, ValueCounts values, long[] count) {
    int a = plane[at];
    int b = plane[at + step];
    boolean flat = a != b && plane[at - step] == a && plane[at + 2 * step] == b;
    if (flat && (isBetween(a, values) || isBetween(b, values))) {
      count[Math.abs(a - b) <= GENTLE * values.step() ? 3 : 4]++;
    }
  }

  private static boolean isBetween(int value, ValueCounts values) {
    return value > values.least() && value < values.most();
  }

  /** Whether these are numbers rather than a soft mask; in doubt, they are. */
  boolean isNumbers() {
    boolean slopes = values.distinct() >= LEVELS && steep <= FEW * (steep + gentle);
    boolean edges = calm < FEW * between && starts > (long) REGIONS_A_VALUE * values.distinct();
    boolean nothingFlat = calm == 0 && steep == 0;
    return !slopes && !edges && !nothingFlat;
  }
}
