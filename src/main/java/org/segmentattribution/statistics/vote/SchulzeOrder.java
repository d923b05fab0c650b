package org.segmentattribution.statistics.vote;

/**
 * The order by beat paths (Schulze 2011), for more names than an exact search can hold. The
 * strength of a victory is the number of ballots for the winner; the strength of a path is its
 * weakest victory; a name is before another to which it has the stronger path.
 */
final class SchulzeOrder {
  private SchulzeOrder() {}

  /**
   * Returns the names in their order; of names that do not beat one another, the smaller number is
   * in front.
   *
   * @param before in how many ballots a name is before another; [first][second]
   */
  static int[] of(long[][] before) {
    long[][] path = paths(before);
    int names = before.length;
    int[] order = new int[names];
    boolean[] taken = new boolean[names];
    for (int place = 0; place < names; place++) {
      int next = 0;
      while (taken[next] || isBeaten(next, path, taken)) {
        next++;
      }
      order[place] = next;
      taken[next] = true;
    }
    return order;
  }

  private static boolean isBeaten(int name, long[][] path, boolean[] taken) {
    for (int other = 0; other < taken.length; other++) {
      if (!taken[other] && path[other][name] > path[name][other]) {
        return true;
      }
    }
    return false;
  }

  private static long[][] paths(long[][] before) {
    int names = before.length;
    long[][] path = new long[names][names];
    for (int a = 0; a < names; a++) {
      for (int b = 0; b < names; b++) {
        path[a][b] = before[a][b] > before[b][a] ? before[a][b] : 0;
      }
    }
    for (int over = 0; over < names; over++) {
      for (int a = 0; a < names; a++) {
        for (int b = 0; b < names; b++) {
          if (a != b && a != over && b != over) {
            path[a][b] = Math.max(path[a][b], Math.min(path[a][over], path[over][b]));
          }
        }
      }
    }
    return path;
  }
}
