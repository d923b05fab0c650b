package org.segmentattribution.suspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

class SearcherTest {
  private static final int SIDE = 64;

  @Test
  void randomPlacesKeepAwayFromRegions() {
    float[] map = new float[SIDE * SIDE];
    for (int y = 20; y < 26; y++) {
      for (int x = 30; x < 36; x++) {
        map[y * SIDE + x] = 1;
      }
    }
    Mask all = Mask.of(SIDE, SIDE, (x, y) -> true);
    for (long seed = 0; seed < 30; seed++) {
      Searcher.Searched image =
          new Searcher.Searched("a", "zebra", RgbImage.black(SIDE, SIDE), map, all);
      SearchedImage found =
          new Searcher(new RegionFinder(8), seed).search(image, region -> new float[0]);
      assertEquals(1, found.regions().size());
      Mask random = found.random().get(0).mask();
      assertEquals(found.regions().get(0).mask().area(), random.area());
      // a fifth may lie in the strip around the region, none of it on the mark itself
      assertFalse(random.contains(32, 23) || random.contains(33, 22), "seed " + seed);
    }
  }
}
