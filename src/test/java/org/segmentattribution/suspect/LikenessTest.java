package org.segmentattribution.suspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LikenessTest {
  /** Three regions that are alike, one half way to random places, then random places. */
  private final Likeness likeness =
      Likeness.of(Distances.of(new double[][] {{0}, {0.1}, {0.2}, {5.5}, {10}, {10.1}, {10.2}}), 4);

  @Test
  void theBorderIsLeftOut() {
    int[] all = {0, 1, 2, 3};
    assertArrayEquals(new int[] {0, 1, 2}, likeness.kind(all, likeness.silhouettes(all)));
  }

  @Test
  void alikeRegionsAreTight() {
    // distances 0.1 or 0.2 inside, and 10.1, 10 and 9.9 to the middle random place
    double expected = (3 - 0.15 / 10.1 - 0.1 / 10 - 0.15 / 9.9) / 3;
    assertEquals(
        expected,
        Arrays.stream(likeness.silhouettes(new int[] {0, 1, 2})).average().orElseThrow(),
        1e-6);
  }

  @Test
  void randomPlacesInTheClusterAreChance() {
    // three random places for four regions: one counts as 4/3 regions
    assertEquals(1 - 4 / 3.0 / 3, likeness.beyondChance(3, 1), 1e-6);
  }
}
