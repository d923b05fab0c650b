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
 * @param gentle neighbours one or two levels apart, of which one belongs to a flat run
 * @param steep neighbours further apart, of which one belongs to a flat run
 * @param values which there are
 */
record Flatness(long between, long calm, long starts, long gentle, long steep, ValueCounts values) {
  /** From so many levels on a slope is told from a row of numbers. */
  private static final int LEVELS = 16;

  private static final int GENTLE = 2;
  private static final double FEW = 0.1;
  private static final double HARDLY = 0.01;
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
        if (x > 0) {
          meet(plane, at, at - 1, x > 1 ? at - 2 : -1, x + 1 < width ? at + 1 : -1, values, count);
        }
        if (y > 0) {
          int above = at - width;
          int below = y + 1 < height ? at + width : -1;
          meet(plane, at, above, y > 1 ? above - width : -1, below, values, count);
        }
      }
    }
    return new Flatness(count[0], count[1], count[2], count[3], count[4], values);
  }

  /** Two neighbours that differ, at least one of which goes on behind itself. */
  private static void meet(
      int[] plane,
      int at,
      int other,
      int behindOther,
      int behind,
      ValueCounts values,
      long[] count) {
    int a = plane[at];
    int b = plane[other];
    boolean flat =
        isBetween(a, values) && behind >= 0 && plane[behind] == a
            || isBetween(b, values) && behindOther >= 0 && plane[behindOther] == b;
    if (a != b && flat) {
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
    boolean nothingFlat = calm < HARDLY * between + 1 && steep <= FEW * between;
    return !slopes && !edges && !nothingFlat;
  }
}
