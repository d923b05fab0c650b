package org.segmentattribution.statistics.vote;

/**
 * The order that contradicts the fewest preferences of all ballots (Kemeny 1959), exactly: the best
 * continuation of every set of names that may be in front, 2^n sets.
 */
final class KemenyOrder {
  private KemenyOrder() {}

  /**
   * Returns the names in the best order; of several, the one with the smaller numbers in front.
   *
   * @param before in how many ballots a name is before another; [first][second]
   */
  static int[] of(long[][] before) {
    int names = before.length;
    int sets = 1 << names;
    long[] least = new long[sets];
    for (int front = sets - 2; front >= 0; front--) {
      least[front] = Long.MAX_VALUE;
      for (int next = 0; next < names; next++) {
        if ((front & 1 << next) == 0) {
          least[front] =
              Math.min(least[front], against(before, front, next) + least[front | 1 << next]);
        }
      }
    }
    int[] order = new int[names];
    int front = 0;
    for (int place = 0; place < names; place++) {
      int next = 0;
      while ((front & 1 << next) != 0
          || against(before, front, next) + least[front | 1 << next] != least[front]) {
        next++;
      }
      order[place] = next;
      front |= 1 << next;
    }
    return order;
  }

  /** Counts the preferences against a name as the next one. */
  private static long against(long[][] before, int front, int next) {
    long against = 0;
    for (int other = 0; other < before.length; other++) {
      against += other != next && (front & 1 << other) == 0 ? before[other][next] : 0;
    }
    return against;
  }
}
