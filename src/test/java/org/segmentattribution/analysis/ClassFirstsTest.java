package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.table.store.RankedSegment;

class ClassFirstsTest {
  /** A table whose segments have the ranks of their order. */
  private static List<RankedSegment> table(String id, String className, String... segments) {
    List<RankedSegment> rows = new ArrayList<>();
    for (String segment : segments) {
      int rank = rows.size() + 1;
      rows.add(new RankedSegment(id, className, className, segment, rank, 1.0 / rank));
    }
    return rows;
  }

  private static ClassFirsts firsts(List<List<RankedSegment>> tables) {
    ClassFirsts firsts = new ClassFirsts();
    tables.forEach(firsts::add);
    return firsts;
  }

  @Test
  void aSegmentThatIsFirstInHalfOfTheTablesIsShownAlone() {
    ClassFirsts firsts =
        firsts(
            List.of(
                table("1", "a", "x", "y"),
                table("2", "a", "x", "z"),
                table("3", "a", "y", "x"),
                table("4", "a", "z", "x"),
                table("5", "a", "z")));
    assertEquals(List.of("x"), firsts.leaders("a"));
    assertEquals(List.of("x", "z", "y"), firsts.segments());
    assertEquals(5, firsts.tables());
  }

  @Test
  void otherwiseThoseThatAreFirstMostOftenAreShown() {
    ClassFirsts firsts =
        firsts(
            List.of(
                table("1", "a", "x", "y"),
                table("2", "a", "y", "x"),
                table("3", "a", "y", "x"),
                table("4", "a", "z", "x"),
                table("5", "a", "v", "x")));
    assertEquals(List.of("y", "x", "v", "z"), firsts.leaders("a"));
  }

  @Test
  void theLargestClassesHaveStripsAndAllTogether() {
    List<List<RankedSegment>> tables = new ArrayList<>();
    for (String name : List.of("c", "a", "b", "b", "c", "")) {
      tables.add(table("i" + tables.size(), name, "x"));
    }
    assertEquals(List.of("b", "c", ""), firsts(tables).classes(2));
    assertEquals(List.of(), new ClassFirsts().classes(2));
    assertEquals(List.of(), new ClassFirsts().segments());
  }

  /** Of a large run, each segment gets a table at either end before any gets a second. */
  @Test
  void extremesAreSharedOut() {
    PlacesByClass places = new PlacesByClass(Map.of("a", List.of("x")), true);
    for (int i = 0; i < 40; i++) {
      places.add(table("i" + i, "a", i % 2 == 0 ? "x" : "y", i % 2 == 0 ? "y" : "x", "z"));
    }
    assertEquals(40, places.of("a", "x").size());
    BitSet chosen = new BitSet();
    places.extremes(chosen, 3);
    assertEquals("{0, 1}", chosen.get(0, 2).toString());
    assertEquals(3, chosen.cardinality());
    places.extremes(chosen, 100);
    assertEquals("{0, 1, 2, 3, 4, 5, 6, 7, 32, 33, 34, 35, 36, 37, 38, 39}", chosen.toString());
  }
}
