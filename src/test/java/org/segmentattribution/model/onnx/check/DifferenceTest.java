package org.segmentattribution.model.onnx.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Rows of numbers side by side. */
class DifferenceTest {
  @Test
  void theLargestDifferenceHasItsPlace() {
    Difference found = Difference.of(new float[] {1, -4, 2, 8}, new float[] {1, -3.5f, 2.25f, 8});
    assertEquals(0.5, found.largest());
    assertEquals(8, found.peak());
    assertEquals(1, found.at());
    assertEquals(0.0625, found.share());
  }

  @Test
  void equalInfinitiesDoNotDiffer() {
    float[] row = {Float.NEGATIVE_INFINITY, 3, Float.NaN};
    assertEquals(0, Difference.of(row, row).share());
    Difference other = Difference.of(row, new float[] {0, 3, Float.NaN});
    assertEquals(Double.POSITIVE_INFINITY, other.largest());
    assertEquals(0, other.at());
    assertEquals(3, other.peak());
  }

  @Test
  void aNumberWhereThereIsNoneDiffers() {
    Difference found = Difference.of(new float[] {1, 2}, new float[] {1, Float.NaN});
    assertEquals(Double.POSITIVE_INFINITY, found.largest());
    assertEquals(1, found.at());
  }

  @Test
  void theShorterRowCounts() {
    assertEquals(0, Difference.of(new float[] {1, 2, 9}, new float[] {1, 2}).largest());
    assertEquals(0, Difference.of(new float[0], new float[] {1}).share());
  }
}
