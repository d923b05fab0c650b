package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RanksTest {
  private static final double[] VALUES = {2, 5, 2, 7, 2, 1, 5};

  @Test
  void tiesShareARank() {
    assertArrayEquals(new double[] {5, 2.5, 5, 1, 5, 7, 2.5}, ranks(Ties.AVERAGE));
    assertArrayEquals(new double[] {4, 2, 4, 1, 4, 7, 2}, ranks(Ties.MIN));
    assertArrayEquals(new double[] {6, 3, 6, 1, 6, 7, 3}, ranks(Ties.MAX));
    assertArrayEquals(new double[] {3, 2, 3, 1, 3, 4, 2}, ranks(Ties.DENSE));
  }

  @Test
  void zerosOfBothSignsTie() {
    double[] ranks = Ranks.descending(new double[] {0.0, -0.0, 1}, Ties.AVERAGE);
    assertArrayEquals(new double[] {2.5, 2.5, 1}, ranks);
  }

  @Test
  void nothingHasNoRanks() {
    assertEquals(0, Ranks.descending(new double[0], Ties.AVERAGE).length);
  }

  @Test
  void infinitiesRankAndNanDoesNot() {
    double[] values = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0};
    assertArrayEquals(new double[] {3, 1, 2}, Ranks.descending(values, Ties.MIN));
    double[] nan = {1, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> Ranks.descending(nan, Ties.MIN));
  }

  @Property
  void averageRanksCountLargerAndEqualValues(@ForAll @IntRange(min = -3, max = 3) int[] values) {
    double[] v = Arrays.stream(values).asDoubleStream().toArray();
    double[] average = Ranks.descending(v, Ties.AVERAGE);
    double[] min = Ranks.descending(v, Ties.MIN);
    double[] max = Ranks.descending(v, Ties.MAX);
    for (int i = 0; i < v.length; i++) {
      double own = v[i];
      long larger = Arrays.stream(v).filter(x -> x > own).count();
      long equal = Arrays.stream(v).filter(x -> x == own).count();
      assertEquals(larger + (equal + 1) / 2.0, average[i]);
      assertEquals(larger + 1, min[i]);
      assertEquals(larger + equal, max[i]);
    }
    assertEquals(v.length * (v.length + 1) / 2.0, Arrays.stream(average).sum());
  }

  private static double[] ranks(Ties ties) {
    return Ranks.descending(VALUES, ties);
  }
}
