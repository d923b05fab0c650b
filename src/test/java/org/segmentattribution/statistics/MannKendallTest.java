package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MannKendallTest {
  /** s of every order of the values: its mean is 0 and its variance the one the test takes. */
  @Property(tries = 60)
  void theVarianceIsThatOfAllOrders(
      @ForAll @Size(min = 2, max = 6) int[] seeds, @ForAll @IntRange(min = 2, max = 6) int base) {
    double[] values = Lists.digits(seeds, base, 1);
    double[] sums = new double[3];
    permute(values, 0, sums);
    assertEquals(0, sums[1] / sums[0], 1e-12);
    assertEquals(sums[2] / sums[0], MannKendall.of(values).variance(), 1e-9);
  }

  /** Adds count, sum and sum of squares of s over all orders. */
  private static void permute(double[] values, int from, double[] sums) {
    if (from == values.length) {
      double s = rises(values);
      sums[0]++;
      sums[1] += s;
      sums[2] += s * s;
      return;
    }
    for (int i = from; i < values.length; i++) {
      swap(values, from, i);
      permute(values, from + 1, sums);
      swap(values, from, i);
    }
  }

  private static double rises(double[] values) {
    double s = 0;
    for (int later = 1; later < values.length; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        s += Math.signum(values[later] - values[earlier]);
      }
    }
    return s;
  }

  private static void swap(double[] values, int a, int b) {
    double kept = values[a];
    values[a] = values[b];
    values[b] = kept;
  }

  /** Five rising values: s = 10, variance 5 x 4 x 15 / 18, z = 9 / sqrt(16 2/3). */
  @Test
  void workedByHand() {
    MannKendall trend = MannKendall.of(1, 2, 4, 8, 16);
    assertEquals(10, trend.s());
    assertEquals(300 / 18.0, trend.variance(), 1e-12);
    assertEquals(9 / Math.sqrt(300 / 18.0), trend.z(), 1e-12);
    // scipy 1.17.1, 2 * stats.norm.sf(2.204540768504859)
    assertEquals(0.02748633611151033, trend.pValue(), 1e-12);
  }

  @Test
  void withoutAChangeThereIsNoTrend() {
    assertEquals(new MannKendall(0, 0, 0, 1), MannKendall.of(4, 4, 4));
    assertEquals(new MannKendall(0, 0, 0, 1), MannKendall.of(4));
    assertEquals(0, MannKendall.of(1, 2, 1).z());
    assertEquals(1, MannKendall.of(1, 2, 1).pValue());
  }

  @Property(tries = 200)
  void readingBackwardsOrUpsideDownTurnsTheSign(
      @ForAll @Size(min = 1, max = 20) int[] seeds, @ForAll @IntRange(min = 2, max = 9) int base) {
    double[] values = Lists.digits(seeds, base, 1);
    double[] backwards = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      backwards[i] = values[values.length - 1 - i];
    }
    MannKendall there = MannKendall.of(values);
    for (MannKendall turned :
        new MannKendall[] {MannKendall.of(backwards), MannKendall.of(Lists.negative(values))}) {
      assertEquals(-there.s(), turned.s());
      assertEquals(-there.z(), turned.z(), 1e-15);
      assertEquals(there.pValue(), turned.pValue());
      assertEquals(there.variance(), turned.variance());
    }
    assertTrue(there.pValue() >= 0 && there.pValue() <= 1);
  }
}
