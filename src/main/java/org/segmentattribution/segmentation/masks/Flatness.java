package org.segmentattribution.segmentation.masks;

/**
 * Distinguishes numbers (instances, labels), which fill regions, one or few for each number, with
 * steps of any height between them, from a soft mask, whose values change gradually or are
 * scattered along edges. Only values between the smallest and the largest are counted, since
 * regions of those two are flat in any mask; the largest is counted, too, where it would not be
 * inside.
 *
 * @param between pixels with such a value
 * @param regions of such pixels of one value
 * @param large pixels of those that have nine pixels or more
 * @param gentle neighbours one or two levels apart, of which one belongs to a flat run
 * @param steep neighbours further apart, of which one belongs to a flat run
 * @param values which there are
 * @param ends how many of them do not count
 */
record Flatness(
    long between, long regions, long large, long gentle, long steep, ValueCounts values, int ends) {
  /** Number of values from which a slope differs from a row of numbers. */
  private static final int SLOPE = 16;

  private static final int LARGE = 9;
  private static final int GENTLE = 2;
  private static final double FEW = 0.1;
  private static final double HALF = 0.5;
  private static final double MOST = 0.8;

  /**
   * Looks at a plane row by row.
   *
   * @param inside the smallest value that is inside in a soft mask
   */
  static Flatness of(int[] plane, int width, ValueCounts values, double inside) {
    int top = values.most() >= inside ? values.most() : values.most() + 1;
    Regions all = Regions.of(plane, width);
    int height = plane.length / width;
    long[] count = new long[5];
    for (int at = 0; at < plane.length; at++) {
      int x = at % width;
      int y = at / width;
      if (isBetween(plane[at], values, top)) {
        count[0]++;
        count[1] += all.size(at) > 0 ? 1 : 0;
        count[2] += all.size(at) >= LARGE ? all.size(at) : 0;
      }
      if (x > 0) {
        meet(
            plane,
            at,
            at - 1,
            x > 1 ? at - 2 : -1,
            x + 1 < width ? at + 1 : -1,
            values,
            top,
            count);
      }
      if (y > 0) {
        int above = at - width;
        int below = y + 1 < height ? at + width : -1;
        meet(plane, at, above, y > 1 ? above - width : -1, below, values, top, count);
      }
    }
    return new Flatness(
        count[0], count[1], count[2], count[3], count[4], values, top == values.most() ? 2 : 1);
  }

  /** Counts two neighbours that differ, if at least one of them continues behind itself. */
  private static void meet(
      int[] plane,
      int at,
      int other,
      int behindOther,
      int behind,
      ValueCounts values,
      int top,
      long[] count) {
    int a = plane[at];
    int b = plane[other];
    boolean flat =
        isBetween(a, values, top) && behind >= 0 && plane[behind] == a
            || isBetween(b, values, top) && behindOther >= 0 && plane[behindOther] == b;
    if (a != b && flat) {
      count[Math.abs(a - b) <= GENTLE * values.step() ? 3 : 4]++;
    }
  }

  private static boolean isBetween(int value, ValueCounts values, int top) {
    return value > values.least() && value < top;
  }

  /** Returns whether these are numbers rather than a soft mask; true in doubt. */
  boolean isNumbers() {
    boolean slopes = values.distinct() >= SLOPE && steep <= FEW * (steep + gentle);
    boolean scattered = large < MOST * between && regions > 2L * (values.distinct() - ends);
    boolean nothingFlat = large < HALF * between && steep <= FEW * between;
    return !slopes && !scattered && !nothingFlat;
  }
}
