package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TopOverlapTest {
  private static final double[] A = {5, 4, 3, 2, 1};
  private static final double[] B = {4, 5, 1, 2, 3};

  @Test
  void isTheShareOfCommonPlaces() {
    assertEquals(0, TopOverlap.of(A, B, 1));
    assertEquals(1, TopOverlap.of(A, B, 2));
    assertEquals(2 / 3.0, TopOverlap.of(A, B, 3), 1e-15);
    assertEquals(1, TopOverlap.of(A, B, 99));
    assertTrue(Double.isNaN(TopOverlap.of(new double[0], new double[0], 3)));
  }

  @Test
  void tiesShareThePlacesThatAreLeft() {
    double[] tied = {1, 1, 1};
    double[] alone = {2, 1, 0};
    assertEquals(1 / 3.0, TopOverlap.of(tied, alone, 1), 1e-15);
    assertEquals(1, TopOverlap.of(tied, tied, 2), 1e-15);
    assertEquals(TopOverlap.of(tied, alone, 2), TopOverlap.of(alone, tied, 2));
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThrows(IllegalArgumentException.class, () -> TopOverlap.of(A, new double[1], 1));
    assertThrows(IllegalArgumentException.class, () -> TopOverlap.of(A, B, 0));
  }
}
