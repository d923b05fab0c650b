package org.segmentattribution.segmentation.masks;

/**
 * The values of a plane.
 *
 * @param distinct number of different values
 * @param least the smallest
 * @param most the largest
 * @param step largest number of which all differences between them are multiples; 0 for a single
 *     value
 */
record ValueCounts(int distinct, int least, int most, int step) {
  /** Counts the values of a plane, each from 0 to 65535. */
  static ValueCounts of(int[] plane) {
    boolean[] seen = new boolean[1 << 16];
    int distinct = 0;
    for (int value : plane) {
      if (!seen[value]) {
        seen[value] = true;
        distinct++;
      }
    }
    int least = 0;
    while (!seen[least]) {
      least++;
    }
    int most = least;
    int step = 0;
    for (int value = least + 1; value < seen.length; value++) {
      if (seen[value]) {
        most = value;
        step = divisor(value - least, step);
      }
    }
    return new ValueCounts(distinct, least, most, step);
  }

  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  /** Returns how many steps there are between the smallest and the largest. */
  int levels() {
    return step == 0 ? 0 : (most - least) / step;
  }
}
