package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrevalenceSignalsTest {
  private static PrevalencePoint point(
      double prevalence, double rank, double clean, double marked) {
    return new PrevalencePoint(
        prevalence, new PrevalencePoint.Rank(rank, rank - 0.5, rank + 0.5), clean, marked, 10, 0.1);
  }

  /** The base is 4.5 … 5.5: 4.2 still overlaps, 3 does not. */
  @Test
  void aRankShowsWhereItsIntervalIsClearOfTheFirst() {
    PrevalenceSignals signals =
        PrevalenceSignals.of(
            List.of(
                point(0, 5, 0.9, 0.9),
                point(15, 4.2, 0.9, 0.9),
                point(25, 3, 0.9, 0.9),
                point(100, 1, 0.9, 0.9)));
    assertEquals(25, signals.rank());
    assertTrue(Double.isNaN(signals.accuracy()));
  }

  /** What shows and is gone again does not count: the run must reach the last point. */
  @Test
  void aSignalLastsToTheEnd() {
    PrevalenceSignals signals =
        PrevalenceSignals.of(
            List.of(
                point(0, 5, 0.9, 0.9),
                point(10, 1, 0.5, 0.9),
                point(20, 5, 0.9, 0.9),
                point(30, 1, 0.5, 0.9)));
    assertEquals(30, signals.rank());
    assertEquals(30, signals.accuracy());
  }

  /** Five points in either direction; 0.95 - 0.9 is a little less in binary, and counts. */
  @ParameterizedTest
  @CsvSource({"0.9, 0.95, true", "0.95, 0.9, true", "0.9, 0.949, false", "0.9, 0.9, false"})
  void accuraciesShowFromFivePointsOn(double clean, double marked, boolean shows) {
    double at = PrevalenceSignals.of(List.of(point(40, 5, clean, marked))).accuracy();
    assertEquals(shows, at == 40);
  }

  @Test
  void theOrderOfPointsIsIrrelevant() {
    List<PrevalencePoint> points = new ArrayList<>();
    for (int i = 0; i <= 10; i++) {
      points.add(point(10 * i, 8 - 0.4 * i, 0.9 - 0.01 * i, 0.9));
    }
    PrevalenceSignals expected = PrevalenceSignals.of(points);
    // rank + 0.5 < 7.5 from 30 on (8 - 1.2 = 6.8); five points from 50 on
    assertEquals(new PrevalenceSignals(30, 50), expected);
    Collections.shuffle(points, new Random(1));
    assertEquals(expected, PrevalenceSignals.of(points));
  }

  @Test
  void withoutPointsOrRanksNothingShows() {
    assertTrue(Double.isNaN(PrevalenceSignals.of(List.of()).rank()));
    PrevalenceSignals none =
        PrevalenceSignals.of(List.of(point(0, Double.NaN, 1, 1), point(9, Double.NaN, 1, 1)));
    assertTrue(Double.isNaN(none.rank()));
  }
}
