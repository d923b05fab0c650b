package org.segmentattribution.command.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class CellRemovalTest {
  /** numpy.unique([0, 25, *numpy.geomspace(1, 25, 15, dtype=int)]) */
  @Test
  void stepsAreSpacedByLogarithm() {
    assertArrayEquals(new int[] {0, 1, 2, 3, 5, 6, 7, 9, 12, 15, 19, 25}, CellRemoval.steps());
  }
}
