package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermutationPeersTest {
  private static final PermutationTest TEST = PermutationTest.seeded(1);

  /**
   * scipy 1.17.1, {@code stats.permutation_test((d,), mean, permutation_type="samples",
   * n_resamples=inf)}. Ties of sums and rounding decide in the last.
   */
  @ParameterizedTest
  @CsvSource({
    "1 2 3, 0.25",
    "0.5 -0.25 1.5 2 -0.75 3 1.25 0.1, 0.0859375",
    "1 1 1 -1 2 2 -3, 0.6875",
    "3 -1 2 -2 4 0 0 5, 0.21875",
    "0.2 -0.2 0.4 -0.4 0.6 -0.6 1.0, 0.625"
  })
  void pairsAreScipys(String differences, double p) {
    assertEquals(p, TEST.paired(Lists.parse(differences)));
  }

  /**
   * All splits by {@code itertools.combinations} in Python, counted where the means are as far
   * apart: 7 of 126, 33 and 5 of 35. Here 9999 are drawn: within three standard errors.
   */
  @ParameterizedTest
  @CsvSource({
    "1 2 3.5 4, 2.5 5 6 7 8, 0.05555555555555555",
    "0.1 0.9 0.4, 0.2 0.8 0.3 0.7, 0.9428571428571428",
    "10 11 12, 1 2 3 14, 0.14285714285714285"
  })
  void groupsAreNearTheListOfAllSplits(String a, String b, double p) {
    double error = Math.sqrt(p * (1 - p) / 9999);
    assertEquals(p, TEST.unpaired(Lists.parse(a), Lists.parse(b)), 3 * error + 1e-4);
  }

  /** A drawn p is never 0: the observed order is one of the permutations. */
  @Test
  void theObservedOrderCounts() {
    double[] far = new double[40];
    Arrays.fill(far, 1);
    assertEquals(1.0 / 10_000, TEST.paired(far));
    double[] low = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1};
    double[] high = Arrays.stream(low).map(v -> v + 100).toArray();
    double p = TEST.unpaired(low, high);
    assertTrue(p >= 1.0 / 10_000 && p < 0.001, "p " + p);
  }

  /** By powers of two and whole numbers, so that no rounding differs. */
  @Property(tries = 60)
  void signAndScaleAndOrderSayNothingOfPairs(
      @ForAll @Size(min = 1, max = 10) int[] seeds,
      @ForAll @IntRange(min = 2, max = 9) int base,
      @ForAll long seed) {
    double[] differences = Lists.digits(seeds, base, 1);
    for (int i = 0; i < differences.length; i += 2) {
      differences[i] = -differences[i];
    }
    double p = TEST.paired(differences);
    assertTrue(p > 0 && p <= 1);
    assertEquals(p, TEST.paired(Lists.negative(differences)));
    assertEquals(p, TEST.paired(Arrays.stream(differences).map(v -> 8 * v).toArray()));
    assertEquals(p, TEST.paired(Lists.at(differences, Lists.shuffled(seeds.length, seed))));
  }

  @Property(tries = 30)
  void shiftingBothGroupsSaysNothing(
      @ForAll @Size(min = 2, max = 9) int[] seeds, @ForAll @IntRange(min = -64, max = 64) int by) {
    double[] a = Lists.digits(seeds, 7, 1);
    double[] b = Lists.digits(seeds, 7, 53);
    PermutationTest few = new PermutationTest(400, 3);
    double p = few.unpaired(a, b);
    assertTrue(p > 0 && p <= 1);
    assertEquals(
        p,
        few.unpaired(
            Arrays.stream(a).map(v -> v + by).toArray(),
            Arrays.stream(b).map(v -> v + by).toArray()));
  }
}
