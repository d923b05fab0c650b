package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.table.store.RankedSegment;

class PlacesByClassTest {
  /** A table whose segments have the ranks of their order. */
  private static List<RankedSegment> table(String id, String className, String... segments) {
    List<RankedSegment> rows = new ArrayList<>();
    for (String segment : segments) {
      int rank = rows.size() + 1;
      rows.add(new RankedSegment(id, className, className, segment, rank, 1.0 / rank));
    }
    return rows;
  }

  private static PlacesByClass places(Map<String, List<String>> wanted) {
    PlacesByClass places = new PlacesByClass(wanted, true);
    for (int i = 0; i < 40; i++) {
      String own = i % 4 == 3 ? "" : "a";
      places.add(table("i" + i, own, i % 2 == 0 ? "x" : "y", i % 2 == 0 ? "y" : "x", "z"));
    }
    return places;
  }

  @Test
  void placesAreThoseOfTheClass() {
    PlacesByClass places = places(Map.of("a", List.of("x"), "", List.of("y")));
    assertEquals(30, places.of("a", "x").size());
    assertEquals(10, places.of("", "y").size());
    assertEquals(List.of(), places.of("a", "y"));
    assertEquals(40, places(Map.of("", List.of("x"))).of("", "x").size());
    PlaceInTable second = places.of("a", "x").get(1);
    assertEquals(new PlaceInTable(1, 0.5 / (1 + 0.5 + 1.0 / 3), 2, 3), second);
  }

  @Test
  void ofSeveralRowsOfANameTheBestCounts() {
    PlacesByClass places = new PlacesByClass(Map.of("", List.of("x")), false);
    places.add(table("i", "a", "y", "x", "x"));
    assertEquals(2, places.of("", "x").get(0).rank());
  }

  /** Of a large run, each segment gets a table at either end before any gets a second. */
  @Test
  void extremesAreSharedOut() {
    PlacesByClass places = places(Map.of("", List.of("x")));
    BitSet chosen = new BitSet();
    places.extremes(chosen, 3);
    assertEquals("{0, 1, 39}", chosen.toString());
    places.extremes(chosen, 100);
    assertEquals("{0, 1, 2, 3, 4, 5, 6, 7, 32, 33, 34, 35, 36, 37, 38, 39}", chosen.toString());
  }
}
