package org.segmentattribution.statistics;

import java.util.ArrayList;
import java.util.List;

/** Bars of a critical-difference diagram: runs of places in the order that are not different. */
final class Cliques {
  private Cliques() {}

  /** Whether two places, i before j, are not different. */
  @FunctionalInterface
  interface Same {
    boolean test(int i, int j);
  }

  /**
   * As aeon 1.5.0: from each place on up to the first difference from it; members after the first
   * are not compared with one another. A run within an earlier one is dropped.
   */
  static List<DifferenceBar> fromFirst(int places, Same same) {
    List<DifferenceBar> runs = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      int last = i;
      while (last + 1 < places && same.test(i, last + 1)) {
        last++;
      }
      if (last > i) {
        runs.add(new DifferenceBar(i, last));
      }
    }
    return maximal(runs);
  }

  /** Maximal runs in which no two places differ. */
  static List<DifferenceBar> everyPair(int places, Same same) {
    List<DifferenceBar> runs = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      int last = i;
      while (last + 1 < places && isSameAsAll(i, last + 1, same)) {
        last++;
      }
      if (last > i) {
        runs.add(new DifferenceBar(i, last));
      }
    }
    return maximal(runs);
  }

  private static boolean isSameAsAll(int first, int place, Same same) {
    for (int i = first; i < place; i++) {
      if (!same.test(i, place)) {
        return false;
      }
    }
    return true;
  }

  /** First places ascend, so only an earlier run can hold a later one. */
  private static List<DifferenceBar> maximal(List<DifferenceBar> runs) {
    List<DifferenceBar> kept = new ArrayList<>();
    for (DifferenceBar run : runs) {
      if (kept.stream().noneMatch(earlier -> earlier.last() >= run.last())) {
        kept.add(run);
      }
    }
    return List.copyOf(kept);
  }
}
