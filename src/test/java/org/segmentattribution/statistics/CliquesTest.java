package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CliquesTest {
  /** The pairs that are the same, as "ab" of places. */
  private static Cliques.Same same(String... pairs) {
    Set<String> all = Set.of(pairs);
    return (i, j) -> all.contains("" + i + j);
  }

  /** aeon compares with the first alone: 1 and 2 differ, and the bar from 0 holds both. */
  @Test
  void theTwoWaysPartWhereMembersDiffer() {
    Cliques.Same same = same("01", "02");
    assertEquals(List.of(new DifferenceBar(0, 2)), Cliques.fromFirst(3, same));
    assertEquals(List.of(new DifferenceBar(0, 1)), Cliques.everyPair(3, same));
  }

  /** 0 and 1 differ: what follows is not looked at, though 2 is like 0. */
  @Test
  void aBarEndsAtTheFirstDifference() {
    Cliques.Same same = same("02", "12", "23");
    assertEquals(
        List.of(new DifferenceBar(1, 2), new DifferenceBar(2, 3)), Cliques.fromFirst(4, same));
    assertEquals(
        List.of(new DifferenceBar(1, 2), new DifferenceBar(2, 3)), Cliques.everyPair(4, same));
  }

  @Test
  void nothingOrAllIsDifferent() {
    assertEquals(List.of(), Cliques.fromFirst(5, (i, j) -> false));
    assertEquals(List.of(), Cliques.everyPair(5, (i, j) -> false));
    assertEquals(List.of(new DifferenceBar(0, 4)), Cliques.fromFirst(5, (i, j) -> true));
    assertEquals(List.of(new DifferenceBar(0, 4)), Cliques.everyPair(5, (i, j) -> true));
    assertEquals(List.of(), Cliques.everyPair(0, (i, j) -> true));
    assertEquals(List.of(), Cliques.everyPair(1, (i, j) -> true));
  }

  /** Against the definition: runs of places without a difference that no longer run holds. */
  @Property(tries = 300)
  void everyPairIsTheDefinition(
      @ForAll @IntRange(min = 2, max = 7) int places, @ForAll int relation) {
    Cliques.Same same = (i, j) -> (relation >> (j * (j - 1) / 2 + i) & 1) != 0;
    List<DifferenceBar> runs = new ArrayList<>();
    for (int first = 0; first < places; first++) {
      for (int last = first + 1; last < places; last++) {
        if (isRun(first, last, same)
            && !(first > 0 && isRun(first - 1, last, same))
            && !(last + 1 < places && isRun(first, last + 1, same))) {
          runs.add(new DifferenceBar(first, last));
        }
      }
    }
    assertEquals(runs, Cliques.everyPair(places, same));
  }

  private static boolean isRun(int first, int last, Cliques.Same same) {
    for (int j = first + 1; j <= last; j++) {
      for (int i = first; i < j; i++) {
        if (!same.test(i, j)) {
          return false;
        }
      }
    }
    return true;
  }
}
