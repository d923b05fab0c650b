package org.segmentattribution.suspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;

class RegionFinderTest {
  private static final int SIDE = 64;
  private final Mask all = Mask.of(SIDE, SIDE, (x, y) -> true);

  @Test
  void findsWhatSpeaksForTheClassAndNotAgainstIt() {
    float[] map = new float[SIDE * SIDE];
    fill(map, 4, 6, 1);
    fill(map, 40, 50, -1);
    List<WeightedRegion> found = new RegionFinder(8).find(map, all);
    assertEquals(1, found.size());
    assertTrue(found.get(0).mask().contains(7, 9));
    assertFalse(found.get(0).mask().contains(42, 52));
  }

  @Test
  void staysInsideThePart() {
    float[] map = new float[SIDE * SIDE];
    fill(map, 4, 6, 1);
    fill(map, 40, 50, 2);
    Mask part = Mask.of(SIDE, SIDE, (x, y) -> x < 32);
    List<WeightedRegion> found = new RegionFinder(8).find(map, part);
    assertEquals(1, found.size());
    assertTrue(found.get(0).mask().minus(part).isEmpty());
  }

  @Test
  void strongestComesFirstAndOthersAreCut() {
    float[] map = new float[SIDE * SIDE];
    fill(map, 4, 6, 1);
    fill(map, 40, 50, 1.5f);
    assertTrue(new RegionFinder(8).find(map, all).get(0).mask().contains(42, 52));
    assertEquals(1, new RegionFinder(1).find(map, all).size());
  }

  @Test
  void nothingInAnEmptyMap() {
    assertTrue(new RegionFinder(8).find(new float[SIDE * SIDE], all).isEmpty());
  }

  private static void fill(float[] map, int left, int top, float value) {
    for (int y = top; y < top + 6; y++) {
      for (int x = left; x < left + 6; x++) {
        map[y * SIDE + x] = value;
      }
    }
  }
}
