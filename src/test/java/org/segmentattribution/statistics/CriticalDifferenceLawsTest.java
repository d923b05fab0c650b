package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.statistics.CriticalDifferenceOptions.Correction;
import org.segmentattribution.statistics.CriticalDifferenceOptions.Mode;

class CriticalDifferenceLawsTest {
  private static CriticalDifferenceOptions options(
      double alpha, Correction correction, Mode mode, boolean lowerBetter) {
    return new CriticalDifferenceOptions(
        alpha, correction, WilcoxonSignedRank.Rule.MODERN, mode, lowerBetter);
  }

  private static final CriticalDifferenceOptions AEON =
      options(0.1, Correction.HOLM, Mode.AEON, false);

  private static double[][] random(long seed, int images, int names) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[images][names];
    for (double[] row : values) {
      for (int c = 0; c < names; c++) {
        row[c] = random.nextInt(9) - c;
      }
    }
    return values;
  }

  /** alpha 0.06 of four names: over three, over their six pairs, or as it is. */
  @ParameterizedTest
  @CsvSource({"HOLM, 0.02", "BONFERRONI, 0.01", "NONE, 0.06"})
  void theThresholdIsThatOfTheCorrection(Correction correction, double threshold) {
    CriticalDifference result =
        CriticalDifference.of(random(1, 12, 4), options(0.06, correction, Mode.AEON, false));
    assertEquals(threshold, result.threshold(), 1e-15);
    for (DifferencePair pair : result.pairs()) {
      assertEquals(
          result.gate().passed() && pair.test().pValue() <= threshold,
          pair.different(),
          "p at most");
    }
  }

  /** Upside down and the smaller better is the same comparison. */
  @Property(tries = 40)
  void directionIsASign(
      @ForAll long seed, @ForAll Mode mode, @ForAll @IntRange(min = 2, max = 5) int names) {
    double[][] values = random(seed, 10, names);
    double[][] negative = Arrays.stream(values).map(Lists::negative).toArray(double[][]::new);
    CriticalDifference up =
        CriticalDifference.of(values, options(0.1, Correction.HOLM, mode, false));
    CriticalDifference down =
        CriticalDifference.of(negative, options(0.1, Correction.HOLM, mode, true));
    assertArrayEquals(up.averageRanks(), down.averageRanks());
    assertArrayEquals(up.order(), down.order());
    assertEquals(up.bars(), down.bars());
    for (int i = 0; i < up.pairs().size(); i++) {
      assertEquals(up.pairs().get(i).test().pValue(), down.pairs().get(i).test().pValue(), 1e-12);
      assertEquals(
          up.pairs().get(i).twoSided().holm(), down.pairs().get(i).twoSided().holm(), 1e-12);
      assertEquals(
          up.pairs().get(i).medianDifference(), -down.pairs().get(i).medianDifference(), 1e-12);
    }
  }

  /** Columns in another order: each name keeps its rank, p-values belong to pairs of names. */
  @Property(tries = 40)
  void namesMayStandInAnyOrder(@ForAll long seed, @ForAll Mode mode) {
    double[][] values = random(seed, 11, 5);
    int[] columns = Lists.shuffled(5, seed);
    double[][] turned =
        Arrays.stream(values).map(row -> Lists.at(row, columns)).toArray(double[][]::new);
    CriticalDifferenceOptions options = options(0.1, Correction.HOLM, mode, false);
    CriticalDifference there = CriticalDifference.of(values, options);
    CriticalDifference back = CriticalDifference.of(turned, options);
    assertArrayEquals(Lists.at(there.averageRanks(), columns), back.averageRanks(), 1e-12);
    assertEquals(there.gate().passed(), back.gate().passed());
    assertEquals(15, Arrays.stream(there.averageRanks()).sum(), 1e-9);
    double[] ranks = Lists.at(there.averageRanks(), there.order());
    for (int place = 1; place < 5; place++) {
      assertTrue(ranks[place - 1] <= ranks[place], "the best first");
    }
    boolean tied = Arrays.stream(ranks).distinct().count() < 5;
    if (!tied) {
      assertEquals(there.bars(), back.bars());
      for (int i = 0; i < 10; i++) {
        assertEquals(
            there.pairs().get(i).twoSided().p(), back.pairs().get(i).twoSided().p(), 1e-12);
        assertEquals(there.pairs().get(i).different(), back.pairs().get(i).different());
      }
    }
  }

  /** aeon's bars: all that follow the first place of a bar up to its last are like the first. */
  @Property(tries = 40)
  void noBarHoldsAnother(@ForAll long seed, @ForAll Mode mode) {
    CriticalDifference result =
        CriticalDifference.of(random(seed, 14, 6), options(0.1, Correction.HOLM, mode, false));
    for (DifferenceBar bar : result.bars()) {
      assertTrue(bar.first() < bar.last());
      for (DifferenceBar other : result.bars()) {
        assertTrue(bar == other || bar.first() > other.first() || bar.last() < other.last());
      }
      for (DifferencePair pair : result.pairs()) {
        if (pair.a() == bar.first() && pair.b() <= bar.last()) {
          assertFalse(pair.different());
        }
      }
    }
    if (!result.gate().passed()) {
      assertEquals(List.of(new DifferenceBar(0, 5)), result.bars(), "the gate is shut: one bar");
    }
  }

  /**
   * Demšar (2006), section 3.2.2: four algorithms on 14 data sets have critical distances of 1.25
   * at 0.05 and 1.12 at 0.10; the average ranks of his table 6 are 3.143, 2.000, 2.893, 1.964.
   */
  @Test
  void demsarsExample() {
    CriticalDifference result =
        new CriticalDifference(
            new double[] {3.143, 2.000, 2.893, 1.964},
            new int[] {3, 1, 2, 0},
            new CriticalDifference.Gate(Friedman.of(new double[0][]), true),
            0.1,
            List.of(),
            List.of(),
            List.of());
    double range = StudentizedRange.quantile(4, 0.05);
    assertEquals(1.25, result.distance(14, range), 0.005);
    assertEquals(1.12, result.distance(14, StudentizedRange.quantile(4, 0.1)), 0.005);
    // at 0.10 "C4.5 is significantly worse than C4.5+m and C4.5+m+cf": 3.143 - 2.000 > 1.12
    assertEquals(
        List.of(new DifferenceBar(0, 2), new DifferenceBar(2, 3)), result.nemenyi(14, 0.1));
    assertEquals(List.of(new DifferenceBar(0, 3)), result.nemenyi(14, 0.05));
  }

  private static String notes(double[][] values) {
    return String.join("\n", CriticalDifference.of(values, AEON).notes());
  }

  @Test
  void aReaderIsToldWhatTheDataCannotSay() {
    double[][] few = {{1, 2, 3}, {3, 1, 2}, {2, 3, 1}};
    assertTrue(notes(few).contains("only 3 images"), notes(few));
    assertTrue(notes(few).contains("pairs differ in too few images"), notes(few));
    assertTrue(notes(few).contains("the gate is not passed (Friedman p = 1.00)"), notes(few));
    double[][] same = {{4, 4, 4}, {5, 5, 5}};
    assertTrue(notes(same).contains("Friedman's test is not defined"), notes(same));
    assertTrue(notes(same).contains("3 pairs of names have the same value"), notes(same));
    assertTrue(notes(new double[][] {{1}, {2}}).contains("one name alone"));
    assertTrue(notes(new double[][] {{1, 2}, {2, 1}}).contains("two names: one test at alpha"));
    double[][] clear = new double[12][];
    Arrays.setAll(clear, i -> new double[] {3 * i + 30, 2 * i + 15, i});
    assertEquals("all neighbours differ", notes(clear));
  }

  /** Where people write 0,5 a note still has a point: it is the same text on every machine. */
  @Test
  void notesDoNotDependOnTheCountry() {
    double[][] few = {{1, 2, 3}, {3, 1, 2}, {2, 3, 1}};
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertTrue(notes(few).contains("Friedman p = 1.00"), notes(few));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsNotThereCannotBeCompared() {
    assertThrows(
        IllegalArgumentException.class, () -> CriticalDifference.of(new double[0][], AEON));
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> CriticalDifference.of(new double[][] {{1, 2}, {3, Double.NaN}}, AEON))
            .getMessage();
    assertEquals("row 1, column 1 is NaN", said);
  }
}
