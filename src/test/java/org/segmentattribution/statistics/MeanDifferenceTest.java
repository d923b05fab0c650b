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
    assertEquals(3.8, d.a().value(), 1e-15);
    assertEquals(29.5 / 6, d.b().value(), 1e-15);
    assertEquals(29.5 / 6 - 3.8, d.difference().value(), 1e-15);
    assertTrue(
        d.difference().low() < d.difference().value()
            && d.difference().value() < d.difference().high());
  }

  /** Differences 1 2 -1 0 -0.5: without the zero ranks 2.5 4 2.5 1, of 10 the positive have 6.5. */
  @Test
  void pairsHaveTheRankBiserialOfTheirDifferences() {
    double[] b = {2, 7, 1, 8, 2.5};
    MeanDifference d = MeanDifference.paired(A, b, 1);
    assertEquals((6.5 - 3.5) / 10, d.effect(), 1e-15);
    assertEquals(0.3, d.difference().value(), 1e-15);
    // of the 16 signs of 1, 2, 1, 0.5 the sum is at least 1.5 in size for 12
    assertEquals(12 / 16.0, d.pValue(), 1e-15);
  }

  /** Each pair differs by 2: the interval of the difference has no width, those of means do. */
  @Test
  void pairingTakesOutWhatPairsShare() {
    double[] a = {10, 20, 30, 40, 50, 60};
    double[] b = {12, 22, 32, 42, 52, 62};
    MeanDifference pairs = MeanDifference.paired(a, b, 4);
    assertEquals(2, pairs.difference().low());
    assertEquals(2, pairs.difference().high());
    assertEquals(1, pairs.effect());
    assertEquals(2 / 64.0, pairs.pValue());
    assertTrue(pairs.a().high() - pairs.a().low() > 10);
    MeanDifference groups = MeanDifference.unpaired(a, b, 4);
    assertTrue(
        groups.difference().low() < 0 && groups.difference().high() > 2,
        "other images hide a shift of 2");
    assertTrue(groups.pValue() > 0.5);
  }

  @Test
  void anEmptySideHasNoDifference() {
    for (MeanDifference d :
        new MeanDifference[] {
          MeanDifference.unpaired(new double[0], B, 1), MeanDifference.unpaired(A, new double[0], 1)
        }) {
      assertTrue(Double.isNaN(d.difference().value()) && Double.isNaN(d.pValue()));
      assertTrue(Double.isNaN(d.effect()) && Double.isNaN(d.difference().low()));
    }
    MeanDifference none = MeanDifference.unpaired(new double[0], B, 1);
    assertTrue(Double.isNaN(none.a().value()));
    assertEquals(29.5 / 6, none.b().value(), 1e-15);
    assertEquals(Interval.NONE, none.a().interval());
    assertTrue(none.b().low() < none.b().value() && none.b().value() < none.b().high());
    assertTrue(
        Double.isNaN(MeanDifference.paired(new double[0], new double[0], 1).difference().value()));
  }

  /** Four cases have a mean and a p, and no interval; the fifth brings it. */
  @Test
  void fewCasesHaveNoInterval() {
    double[] four = {1, 2, 3, 4};
    double[] five = {1, 2, 3, 4, 5};
    MeanDifference pairs = MeanDifference.paired(four, four, 1);
    assertTrue(Double.isNaN(pairs.difference().low()) && Double.isNaN(pairs.a().low()));
    assertEquals(1, pairs.pValue());
    MeanDifference groups = MeanDifference.unpaired(four, five, 1);
    assertTrue(Double.isNaN(groups.difference().low()));
    assertTrue(!Double.isNaN(groups.b().low()));
    assertTrue(!Double.isNaN(MeanDifference.unpaired(five, five, 1).difference().low()));
  }

  @Property(tries = 40)
  void exchangingTheGroupsTurnsSigns(@ForAll @Size(min = 5, max = 12) int[] seeds) {
    double[] a = Lists.digits(seeds, 9, 1);
    double[] b = Lists.digits(seeds, 9, 41);
    MeanDifference there = MeanDifference.unpaired(a, b, 1);
    MeanDifference back = MeanDifference.unpaired(b, a, 1);
    assertEquals(there.difference().value(), -back.difference().value(), 1e-12);
    assertEquals(there.effect(), -back.effect(), 1e-12);
    assertEquals(there.a().interval(), back.b().interval());
    double pairs = 0;
    for (double x : a) {
      for (double y : b) {
        pairs += Math.signum(y - x);
      }
    }
    assertEquals(pairs / (a.length * b.length), there.effect(), 1e-12);
    MeanDifference paired = MeanDifference.paired(a, b, 1);
    MeanDifference turned = MeanDifference.paired(b, a, 1);
    assertEquals(paired.difference().low(), -turned.difference().high(), 1e-12);
    assertEquals(paired.effect(), -turned.effect(), 1e-12);
    if (seeds.length <= 13) {
      assertEquals(paired.pValue(), turned.pValue());
    }
  }
}
