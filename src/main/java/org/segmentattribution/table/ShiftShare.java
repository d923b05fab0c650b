package org.segmentattribution.table;

import org.segmentattribution.api.Mask;

/**
 * Compares a segment with its own shape at other places of the map. The map is shifted cyclically
 * under the padded mask on a lattice of 8 x 8 steps, without the identity; the shift share is the
 * share of shifts whose absolute mean is at least the observed one. 0 is strongest, about 0.5 is
 * chance. This removes the effect of size and shape on raw ranks: the absolute mean of noise falls
 * as 1 / sqrt(pixels). Takes one pass over the map, then two look-ups for each shift and run of a
 * mask.
 */
final class ShiftShare {
  private static final int STEPS = 8;

  /** Sums that differ only by rounding count as equal. */
  private static final double ROUNDING = 1e-9;

  private final int height;
  private final int width;

  /** For each row, the sum of all values before each column, and the whole sum at the end. */
  private final double[] before;

  /**
   * Takes a map of height * width values, rows top to bottom.
   *
   * @param value gives the value of a pixel by its index
   */
  ShiftShare(int height, int width, Values value) {
    this.height = height;
    this.width = width;
    before = new double[height * (width + 1)];
    for (int y = 0, at = 0; y < height; y++) {
      double sum = 0;
      for (int x = 0; x < width; x++) {
        before[at++] = sum;
        sum += value.at(y * width + x);
      }
      before[at++] = sum;
    }
  }

  /** Gives a value by its index. */
  @FunctionalInterface
  interface Values {
    double at(int index);
  }

  /**
   * Returns the share of shifts at which this mask has an absolute mean at least as large, 0 to 1.
   */
  double of(Mask padded) {
    int[] runs = runs(padded);
    double observed = Math.abs(sum(runs, 0, 0)) * (1 - ROUNDING);
    int shifts = 0;
    int reached = 0;
    for (int i = 0; i < STEPS; i++) {
      for (int j = 0; j < STEPS; j++) {
        int down = i * height / STEPS;
        int right = j * width / STEPS;
        // on a small map several steps may be no shift at all
        if (down > 0 || right > 0) {
          shifts++;
          reached += Math.abs(sum(runs, down, right)) >= observed ? 1 : 0;
        }
      }
    }
    return shifts == 0 ? Double.NaN : (double) reached / shifts;
  }

  /** Returns each run of pixels as three numbers: row, first column, column after the last. */
  private static int[] runs(Mask mask) {
    int[] count = {0};
    mask.forEachRun((from, to, y) -> count[0] += 3);
    int[] runs = new int[count[0]];
    count[0] = 0;
    mask.forEachRun(
        (from, to, y) -> {
          runs[count[0]++] = y;
          runs[count[0]++] = from;
          runs[count[0]++] = to;
        });
    return runs;
  }

  private double sum(int[] runs, int down, int right) {
    double sum = 0;
    for (int r = 0; r < runs.length; r += 3) {
      int y = runs[r] + down;
      int row = (y < height ? y : y - height) * (width + 1);
      int from = runs[r + 1] + right;
      int to = runs[r + 2] + right;
      if (from >= width) {
        sum += before[row + to - width] - before[row + from - width];
      } else if (to > width) {
        sum += before[row + width] - before[row + from] + before[row + to - width];
      } else {
        sum += before[row + to] - before[row + from];
      }
    }
    return sum;
  }
}
