package org.segmentattribution.suspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NearestSuspectTest {
  private final NearestSuspect nearest =
      new NearestSuspect(
          new double[][] {{0}, {1}, {2}, {3}, {10}, {11}, {12}, {13}, {20}, {21}, {22}},
          List.of(new int[] {4, 5, 6, 7}, new int[] {0, 1, 2}));

  @Test
  void mostNeighboursDecide() {
    assertEquals(OptionalInt.of(0), nearest.of(new double[] {11.5}));
    assertEquals(OptionalInt.of(1), nearest.of(new double[] {0.5}));
  }

  @Test
  void neighboursOfNoSuspectAreNone() {
    assertEquals(OptionalInt.empty(), nearest.of(new double[] {21}));
    // two of one, one of none, two of the other
    assertEquals(OptionalInt.empty(), nearest.of(new double[] {6}));
  }
}
