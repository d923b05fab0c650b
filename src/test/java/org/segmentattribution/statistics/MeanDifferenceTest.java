package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeanDifferenceTest {
  private static final double[] A = {1, 5, 2, 8, 3};
  private static final double[] B = {2, 7, 1, 8, 2.5, 9};

  /** numpy: {@code mean(sign(subtract.outer(B, A)))} is 1/6; of 30 pairs b is larger in 17. */
  @Test
  void cliffsDeltaCountsPairs() {
    MeanDifference d = MeanDifference.unpaired(A, B, 1);
    assertEquals(1 / 6.0, d.effect(), 1e-15);
    assertEquals(3.8, d.a(), 1e-15);
    assertEquals(29.5 / 6, d.b(), 1e-15);
    assertEquals(29.5 / 6 - 3.8, d.difference(), 1e-15);
    assertTrue(d.low() < d.difference() && d.difference() < d.high());
  }

  /** Differences 1 2 -1 0 -0.5: without the zero ranks 2.5 4 2.5 1, of 10 the positive have 6.5. */
  @Test
  void pairsHaveTheRankBiserialOfTheirDifferences() {
    double[] b = {2, 7, 1, 8, 2.5};
    MeanDifference d = MeanDifference.paired(A, b, 1);
    assertEquals((6.5 - 3.5) / 10, d.effect(), 1e-15);
    assertEquals(0.3, d.difference(), 1e-15);
    // of the 16 signs of 1, 2, 1, 0.5 the sum is at least 1.5 in size for 12
    assertEquals(12 / 16.0, d.pValue(), 1e-15);
  }

  /** Each pair differs by 2: the interval of the difference has no width, those of means do. */
  @Test
  void pairingTakesOutWhatPairsShare() {
    double[] a = {10, 20, 30, 40, 50, 60};
    double[] b = {12, 22, 32, 42, 52, 62};
    MeanDifference pairs = MeanDifference.paired(a, b, 4);
    assertEquals(2, pairs.low());
    assertEquals(2, pairs.high());
    assertEquals(1, pairs.effect());
    assertEquals(2 / 64.0, pairs.pValue());
    assertTrue(pairs.ofA().high() - pairs.ofA().low() > 10);
    MeanDifference groups = MeanDifference.unpaired(a, b, 4);
    assertTrue(groups.low() < 0 && groups.high() > 2, "other images hide a shift of 2");
    assertTrue(groups.pValue() > 0.5);
  }

  @Test
  void anEmptySideHasNoDifference() {
    for (MeanDifference d :
        new MeanDifference[] {
          MeanDifference.unpaired(new double[0], B, 1), MeanDifference.unpaired(A, new double[0], 1)
        }) {
      assertTrue(Double.isNaN(d.difference()) && Double.isNaN(d.pValue()));
      assertTrue(Double.isNaN(d.effect()) && Double.isNaN(d.low()));
    }
    MeanDifference none = MeanDifference.unpaired(new double[0], B, 1);
    assertTrue(Double.isNaN(none.a()));
    assertEquals(29.5 / 6, none.b(), 1e-15);
    assertEquals(Interval.NONE, none.ofA());
    assertTrue(none.ofB().low() < none.b() && none.b() < none.ofB().high());
    assertTrue(Double.isNaN(MeanDifference.paired(new double[0], new double[0], 1).difference()));
  }

  /** Four cases have a mean and a p, and no interval; the fifth brings it. */
  @Test
  void fewCasesHaveNoInterval() {
    double[] four = {1, 2, 3, 4};
    double[] five = {1, 2, 3, 4, 5};
    MeanDifference pairs = MeanDifference.paired(four, four, 1);
    assertTrue(Double.isNaN(pairs.low()) && Double.isNaN(pairs.ofA().low()));
    assertEquals(1, pairs.pValue());
    MeanDifference groups = MeanDifference.unpaired(four, five, 1);
    assertTrue(Double.isNaN(groups.low()));
    assertTrue(!Double.isNaN(groups.ofB().low()));
    assertTrue(!Double.isNaN(MeanDifference.unpaired(five, five, 1).low()));
  }

  @Property(tries = 40)
  void exchangingTheGroupsTurnsSigns(@ForAll @Size(min = 5, max = 12) int[] seeds) {
    double[] a = Lists.digits(seeds, 9, 1);
    double[] b = Lists.digits(seeds, 9, 41);
    MeanDifference there = MeanDifference.unpaired(a, b, 1);
    MeanDifference back = MeanDifference.unpaired(b, a, 1);
    assertEquals(there.difference(), -back.difference(), 1e-12);
    assertEquals(there.effect(), -back.effect(), 1e-12);
    assertEquals(there.ofA(), back.ofB());
    double pairs = 0;
    for (double x : a) {
      for (double y : b) {
        pairs += Math.signum(y - x);
      }
    }
    assertEquals(pairs / (a.length * b.length), there.effect(), 1e-12);
    MeanDifference paired = MeanDifference.paired(a, b, 1);
    MeanDifference turned = MeanDifference.paired(b, a, 1);
    assertEquals(paired.low(), -turned.high(), 1e-12);
    assertEquals(paired.effect(), -turned.effect(), 1e-12);
    if (seeds.length <= 13) {
      assertEquals(paired.pValue(), turned.pValue());
    }
  }
}
