package org.segmentattribution.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the bars of a critical-difference diagram: runs of neighbouring places that do not differ.
 */
final class Cliques {
  private Cliques() {}

  /** Tells whether two places, i before j, do not differ. */
  @FunctionalInterface
  interface Same {
    boolean test(int i, int j);
  }

  /**
   * Finds bars as aeon 1.5.0 does: each bar runs from a place to the last one before the first that
   * differs from it; its later members are not compared with each other. A bar within an earlier
   * one is dropped.
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
