package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdjustmentTest {
  private static final double[] P = {0.01, 0.04, 0.03, 0.005, 0.5, 0.04};

  /** Sorted: 6 x .005, 5 x .01, 4 x .03, 3 x .04, 2 x .04 (not below .12), 1 x .5. */
  @Test
  void holmStepsDown() {
    assertArrayEquals(new double[] {0.05, 0.12, 0.12, 0.03, 0.5, 0.12}, Adjustment.holm(P), 1e-15);
  }

  /** scipy 1.17.1, {@code stats.false_discovery_control(P)}. */
  @Test
  void benjaminiAndHochbergAreScipys() {
    double[] scipy = {0.03, 0.048, 0.048, 0.03, 0.5, 0.048};
    assertArrayEquals(scipy, Adjustment.benjaminiHochberg(P), 1e-15);
  }

  @Test
  void oneTestNeedsNoAdjustmentAndNoneGivesNone() {
    assertArrayEquals(new double[] {0.037}, Adjustment.holm(0.037));
    assertArrayEquals(new double[] {0.037}, Adjustment.benjaminiHochberg(0.037));
    assertEquals(0, Adjustment.holm().length);
    assertEquals(0, Adjustment.benjaminiHochberg().length);
  }

  private static double[] thousandths(int[] seeds) {
    return Arrays.stream(Lists.digits(seeds, 1001, 1)).map(v -> v / 1000).toArray();
  }

  /** Raw ≤ Benjamini-Hochberg ≤ Holm ≤ Bonferroni, and none above 1. */
  @Property(tries = 200)
  void theProceduresLieInOrder(@ForAll @Size(min = 1, max = 12) int[] seeds) {
    double[] raw = thousandths(seeds);
    double[] holm = Adjustment.holm(raw);
    double[] hochberg = Adjustment.benjaminiHochberg(raw);
    for (int i = 0; i < raw.length; i++) {
      assertTrue(raw[i] <= hochberg[i] + 1e-15, "raised");
      assertTrue(hochberg[i] <= holm[i] + 1e-15, "the false discovery rate is the weaker claim");
      assertTrue(holm[i] <= Math.min(1, raw.length * raw[i]) + 1e-12, "Bonferroni bounds Holm");
    }
  }

  @Property(tries = 200)
  void adjustingKeepsTheOrderOfEvidenceAndFollowsAPermutation(
      @ForAll @Size(min = 2, max = 12) int[] seeds, @ForAll long seed) {
    double[] raw = thousandths(seeds);
    int[] order = Lists.shuffled(raw.length, seed);
    double[] holm = Adjustment.holm(raw);
    double[] hochberg = Adjustment.benjaminiHochberg(raw);
    assertArrayEquals(Lists.at(holm, order), Adjustment.holm(Lists.at(raw, order)));
    assertArrayEquals(
        Lists.at(hochberg, order), Adjustment.benjaminiHochberg(Lists.at(raw, order)));
    for (int i = 0; i < raw.length; i++) {
      for (int j = 0; j < raw.length; j++) {
        if (raw[i] <= raw[j]) {
          assertTrue(holm[i] <= holm[j]);
          assertTrue(hochberg[i] <= hochberg[j]);
        }
      }
    }
  }
}
