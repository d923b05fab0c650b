package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of every interval: bootstrap, normal and Wilson's. */
class IntervalLawsTest {
  private static final double NONE = Double.NaN;

  /** numpy: {@code percentile([1.5, 3.25, -2, 7, 0.5, 4], 100 * share)}. */
  @ParameterizedTest
  @CsvSource({
    "0, -2", "0.025, -1.6875", "0.1, -0.75", "0.333, 1.165",
    "0.5, 2.375", "0.9, 5.5", "0.975, 6.625", "1, 7"
  })
  void percentilesAreNumpys(double share, double expected) {
    double[] sorted = {-2, 0.5, 1.5, 3.25, 4, 7};
    assertEquals(expected, Bootstrap.percentile(sorted, share), 1e-12);
  }

  @Property(tries = 100)
  void percentilesRiseFromTheLeastToTheMost(
      @ForAll @Size(min = 1, max = 20) int[] seeds,
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    double[] sorted = Lists.digits(seeds, 100, 1);
    Arrays.sort(sorted);
    double low = Bootstrap.percentile(sorted, Math.min(one, other));
    double high = Bootstrap.percentile(sorted, Math.max(one, other));
    assertTrue(sorted[0] <= low && low <= high && high <= sorted[sorted.length - 1]);
  }

  /** One column of many has the interval that it has alone; a missing value changes neither. */
  @Property(tries = 20)
  void aColumnsIntervalIsItsOwn(
      @ForAll @Size(min = 6, max = 15) int[] seeds, @ForAll @IntRange(min = 0, max = 99) int seed) {
    Bootstrap bootstrap = new Bootstrap(200, seed);
    double[][] rows = new double[seeds.length][];
    double[] alone = Lists.digits(seeds, 50, 1);
    alone[0] = NONE;
    Arrays.setAll(rows, i -> new double[] {seeds[i] % 10, alone[i], 4});
    double[] means = bootstrap.sortedMeans(alone);
    Interval interval = bootstrap.means(rows)[1];
    assertEquals(Bootstrap.percentile(means, 0.025), interval.low(), 1e-12);
    assertEquals(Bootstrap.percentile(means, 0.975), interval.high(), 1e-12);
    assertEquals(200 - means.length, interval.skipped());
    assertEquals(new Interval(4, 4, 0), bootstrap.means(rows)[2]);
  }

  @Property(tries = 20)
  void resampledMeansLieAmongTheValuesAndMoveWithThem(
      @ForAll @Size(min = 1, max = 15) int[] seeds, @ForAll @IntRange(min = -32, max = 32) int by) {
    Bootstrap bootstrap = new Bootstrap(100, 5);
    double[] values = Lists.digits(seeds, 16, 1);
    double[] means = bootstrap.sortedMeans(values);
    double[] sorted = means.clone();
    Arrays.sort(sorted);
    assertArrayEquals(sorted, means);
    assertTrue(means[0] >= Arrays.stream(values).min().getAsDouble());
    assertTrue(means[99] <= Arrays.stream(values).max().getAsDouble());
    double[] moved = bootstrap.sortedMeans(Arrays.stream(values).map(v -> v + by).toArray());
    for (int i = 0; i < 100; i++) {
      assertEquals(means[i] + by, moved[i], 1e-12);
    }
  }

  @Test
  void differencesOfGroupsAreOfTheSecondFromTheFirst() {
    double[] a = {1, 1, 1};
    double[] b = {4, 4};
    double[] constant = new double[50];
    Arrays.fill(constant, 3);
    assertArrayEquals(constant, new Bootstrap(50, 1).sortedDifferences(a, b));
    double[] spread = new Bootstrap(4000, 1).sortedDifferences(new double[] {0, 1}, b);
    // of two draws from 0 and 1 both are 0 in a quarter, both 1 in another
    assertEquals(0.25, Arrays.stream(spread).filter(d -> d == 4).count() / 4000.0, 0.03);
    assertEquals(0.25, Arrays.stream(spread).filter(d -> d == 3).count() / 4000.0, 0.03);
  }

  /** scipy 1.17.1, {@code stats.norm.interval(0.95, loc=3.5, scale=1.2 / sqrt(30))}. */
  @Test
  void normalIntervalsAreScipys() {
    Interval interval = NormalInterval.of(3.5, 1.2, 30);
    assertEquals(3.0705934055078825, interval.low(), 1e-12);
    assertEquals(3.9294065944921175, interval.high(), 1e-12);
  }

  /** Mean 3, sum of squares 10 over 4: s² = 2.5, and the error sqrt(2.5 / 5). */
  @Test
  void normalIntervalsOfRowsSkipWhatIsMissing() {
    double[][] rows = {{1, NONE}, {2, 7}, {NONE, 7}, {3, 7}, {4, 7}, {5, NONE}};
    Interval[] intervals = NormalInterval.of(rows);
    assertEquals(3 - 1.959963984540054 * Math.sqrt(0.5), intervals[0].low(), 1e-12);
    assertEquals(3 + 1.959963984540054 * Math.sqrt(0.5), intervals[0].high(), 1e-12);
    assertEquals(Interval.NONE, intervals[1], "four values");
    assertEquals(0, NormalInterval.of(new double[0][]).length);
  }

  /** scipy 1.17.1, {@code stats.binomtest(s, n).proportion_ci(method="wilson")}. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0.0, 0.27753279986288926",
    "1, 10, 0.017876213095072896, 0.4041500267952385",
    "5, 10, 0.236593090512564, 0.7634069094874361",
    "9, 12, 0.46769466506643426, 0.9110583316059453",
    "100, 100, 0.9630065017930143, 1.0",
    "37, 250, 0.10931982398325645, 0.1973340188615365"
  })
  void wilsonsIntervalsAreScipys(int successes, int cases, double low, double high) {
    Interval interval = WilsonInterval.of(successes, cases);
    assertEquals(low, interval.low(), 1e-12);
    assertEquals(high, interval.high(), 1e-12);
  }

  @Property(tries = 200)
  void wilsonHoldsTheShareAndMirrors(
      @ForAll @IntRange(min = 1, max = 400) int cases,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    int successes = (int) (share * cases);
    Interval there = WilsonInterval.of(successes, cases);
    Interval back = WilsonInterval.of(cases - successes, cases);
    double p = (double) successes / cases;
    assertTrue(0 <= there.low() && there.low() <= p + 1e-12);
    assertTrue(p <= there.high() + 1e-12 && there.high() <= 1);
    assertEquals(there.low(), 1 - back.high(), 1e-12);
    Interval tenfold = WilsonInterval.of(10 * successes, 10 * cases);
    assertTrue(tenfold.high() - tenfold.low() < there.high() - there.low(), "more cases, surer");
  }
}
