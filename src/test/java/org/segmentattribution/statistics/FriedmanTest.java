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

class FriedmanTest {
  private static double[][] ranks(double[]... values) {
    return Arrays.stream(values)
        .map(row -> Ranks.descending(row, Ties.AVERAGE))
        .toArray(double[][]::new);
  }

  private static double[][] rows(String text) {
    return Arrays.stream(text.split(";")).map(Lists::parse).toArray(double[][]::new);
  }

  /** scipy 1.17.1, {@code stats.friedmanchisquare(*zip(*rows))}; the second has ties. */
  @ParameterizedTest
  @CsvSource({
    "1 2 3;1 3 2;2 1 3;1 2 3, 4.5, 0.10539922456186433",
    "5 3 3 1;4 4 2 2;9 1 5 5;2 8 6 4;7 7 7 1, 4.500000000000002, 0.212290287360133",
    "1 2 3 4 5;5 4 3 2 1;2 1 4 3 5, 1.3333333333333357, 0.8556951983876531"
  })
  void isScipys(String values, double statistic, double p) {
    double[][] rows = rows(values);
    Friedman test = Friedman.of(ranks(rows));
    assertEquals(statistic, test.statistic(), 1e-12);
    assertEquals(p, test.pValue(), 1e-12);
    assertEquals(rows[0].length - 1, test.degrees());
  }

  /** n images that all agree on k names: χ² = n (k - 1). */
  @Test
  void fullAgreementIsTheLargestStatistic() {
    double[] order = {4, 1, 3, 2};
    assertEquals(6 * 3, Friedman.of(ranks(order, order, order, order, order, order)).statistic());
  }

  @Test
  void isNotDefinedForTwoNamesOrTiesAlone() {
    Friedman two = Friedman.of(ranks(new double[] {1, 2}, new double[] {2, 1}));
    assertTrue(Double.isNaN(two.statistic()) && Double.isNaN(two.pValue()));
    assertEquals(1, two.degrees());
    double[] flat = {7, 7, 7};
    Friedman tied = Friedman.of(ranks(flat, flat));
    assertTrue(Double.isNaN(tied.statistic()) && Double.isNaN(tied.pValue()));
    assertEquals(2, tied.degrees());
    assertEquals(0, Friedman.of(new double[0][]).degrees());
  }

  /** Kendall's W of the same rows is the same statistic, scaled; neither depends on any order. */
  @Property(tries = 200)
  void agreesWithKendallsWAndWithAnyOrder(
      @ForAll @Size(min = 2, max = 9) int[] seeds,
      @ForAll @IntRange(min = 3, max = 6) int names,
      @ForAll long seed) {
    double[][] values = new double[seeds.length][names];
    int[] order = Lists.shuffled(names, seed);
    int[] cases = Lists.shuffled(seeds.length, seed + 1);
    double[][] turned = new double[seeds.length][];
    for (int i = 0; i < seeds.length; i++) {
      for (int k = 0; k < names; k++) {
        values[i][k] = Math.floorMod((long) seeds[i] * (k + 3) / 7, 5);
      }
    }
    Arrays.setAll(turned, i -> Lists.at(values[cases[i]], order));
    Friedman test = Friedman.of(ranks(values));
    KendallW concordance = KendallW.of(values);
    assertEquals(concordance.chiSquare(), test.statistic(), 1e-9);
    assertEquals(test.statistic(), Friedman.of(ranks(turned)).statistic(), 1e-9);
    if (!Double.isNaN(test.pValue())) {
      assertTrue(test.pValue() >= 0 && test.pValue() <= 1);
      assertTrue(concordance.w() >= -1e-12 && concordance.w() <= 1 + 1e-12);
    }
  }
}
