package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final double NONE = Double.NaN;

  @Test
  void percentilesInterpolateAsNumpyDoes() {
    // numpy.percentile([1, 2, 4, 8], [2.5, 50, 97.5])
    double[] sorted = {1, 2, 4, 8};
    assertEquals(1.075, Bootstrap.percentile(sorted, 0.025), 1e-12);
    assertEquals(3.0, Bootstrap.percentile(sorted, 0.5), 1e-12);
    assertEquals(7.7, Bootstrap.percentile(sorted, 0.975), 1e-12);
    assertEquals(8.0, Bootstrap.percentile(sorted, 1));
    assertTrue(Double.isNaN(Bootstrap.percentile(new double[0], 0.5)));
  }

  @Test
  void equalSeedsGiveEqualIntervals() {
    double[][] rows = normal(60, 3);
    assertArrayEquals(Bootstrap.seeded(7).means(rows), Bootstrap.seeded(7).means(rows));
    assertNotEquals(Bootstrap.seeded(7).means(rows)[0], Bootstrap.seeded(8).means(rows)[0]);
  }

  @Test
  void intervalIsAboutTwoStandardErrorsEachSide() {
    double[][] rows = normal(400, 1);
    double mean = 0;
    double squares = 0;
    for (double[] row : rows) {
      mean += row[0] / rows.length;
    }
    for (double[] row : rows) {
      squares += (row[0] - mean) * (row[0] - mean);
    }
    double error = Math.sqrt(squares / rows.length / rows.length);
    Interval interval = Bootstrap.seeded(1).means(rows)[0];
    assertEquals(mean - 1.96 * error, interval.low(), 0.15 * error);
    assertEquals(mean + 1.96 * error, interval.high(), 0.15 * error);
    assertEquals(0, interval.skipped());
  }

  @Test
  void resamplesWithoutAValueAreSkippedAndCounted() {
    double[][] rows = new double[10][];
    Arrays.setAll(rows, i -> new double[] {i, i < 5 ? 4 : NONE});
    Interval[] intervals = new Bootstrap(20_000, 3).means(rows);
    assertEquals(0, intervals[0].skipped());
    // all five are missed by ten draws with probability 0.5^10
    assertEquals(20_000 / 1024.0, intervals[1].skipped(), 12);
    assertEquals(new Interval(4, 4, intervals[1].skipped()), intervals[1]);
  }

  @Test
  void fewerThanFiveValuesHaveNoInterval() {
    double[][] rows = new double[10][];
    Arrays.setAll(rows, i -> new double[] {i < 4 ? i : NONE, i < 5 ? i : NONE});
    Interval[] intervals = Bootstrap.seeded(3).means(rows);
    assertEquals(Interval.NONE, intervals[0]);
    assertTrue(intervals[1].low() < 2 && intervals[1].high() > 2);
    assertEquals(Interval.NONE, NormalInterval.of(2, 1, 4));
    assertTrue(NormalInterval.of(2, 1, 5).low() < 2);
  }

  @Test
  void neverAValueIsNoInterval() {
    Interval interval = new Bootstrap(10, 1).means(new double[][] {{NONE}, {NONE}})[0];
    assertEquals(Interval.NONE, interval);
    assertEquals(0, new Bootstrap(10, 1).means(new double[0][]).length);
  }

  @Test
  void needsAResample() {
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(0, 1));
  }

  private static double[][] normal(int cases, int columns) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] rows = new double[cases][columns];
    for (double[] row : rows) {
      for (int c = 0; c < columns; c++) {
        row[c] = random.nextDouble() + random.nextDouble() + random.nextDouble();
      }
    }
    return rows;
  }
}
