package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TableRows;

/** Readings at their borders: few images, no calibration, signals that come and go. */
class ReadingsLawsTest {
  private static List<SegmentAttributionTable> tables(int images, double watermark) {
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      tables.add(TableRows.of("i" + i).segment("mane", 1).segment("watermark", watermark).table());
    }
    return tables;
  }

  private static PrevalencePoint point(double prevalence, double gap) {
    return new PrevalencePoint(
        prevalence, new PrevalencePoint.Rank(2, 2, 2), 0.5, 0.5 + gap, 2, 0.5);
  }

  private static List<SignalReading> readings(int images, double... watermarks) {
    WatermarkReadings readings = new WatermarkReadings(1);
    List<PrevalencePoint> points = new ArrayList<>();
    for (int i = 0; i < watermarks.length; i++) {
      readings.add(10 * i, tables(images, watermarks[i]));
      points.add(point(10 * i, 0));
    }
    return readings.readings(points);
  }

  /** Ranks 2, 1, 2, 1: only the last run counts. */
  @Test
  void aSignalThatGoesIsNone() {
    SignalReading rank = readings(6, 0.5, 2, 0.5, 2).get(0);
    assertEquals(30, rank.onset());
    assertTrue(Double.isNaN(readings(6, 0.5, 2, 0.5).get(0).onset()));
    assertEquals(10, readings(6, 0.5, 2, 2).get(0).onset());
  }

  /** Four images have a mean and no interval, so that nothing shows; five have one. */
  @ParameterizedTest
  @CsvSource({"4, false", "5, true"})
  void fewImagesShowNothing(int images, boolean shows) {
    SignalReading rank = readings(images, 0.5, 2).get(0);
    assertEquals(2, rank.values().get(0).mean());
    assertEquals(shows, !Double.isNaN(rank.values().get(0).low()));
    assertEquals(shows, rank.onset() == 10);
  }

  @Test
  void withoutCalibrationThoseReadingsAreEmpty() {
    for (SignalReading reading : readings(6, 0.5, 2).subList(1, 3)) {
      assertTrue(reading.values().stream().allMatch(v -> Double.isNaN(v.mean())), reading.key());
      assertTrue(Double.isNaN(reading.onset()) && Double.isNaN(reading.trend()));
    }
  }

  /** The share is of each table: 0.5 of 1.5, 3 of 4. A larger share shows, a smaller never. */
  @Test
  void sharesShowWhereTheyGrow() {
    SignalReading share = readings(6, 0.5, 3).get(3);
    assertEquals(0.5 / 1.5, share.values().get(0).mean(), 1e-12);
    assertEquals(0.75, share.values().get(1).mean(), 1e-12);
    assertEquals(10, share.onset());
    assertTrue(Double.isNaN(readings(6, 3, 0.5).get(3).onset()));
  }

  /** Mann and Kendall: of three rising values two-sided p is 2 (1 - Φ(2 / √(66/18))) = 0.2963. */
  @Test
  void theTrendIsOfMeansInOrder() {
    SignalReading share = readings(6, 0.5, 1, 3).get(3);
    assertEquals(0.29627, share.trend(), 1e-4);
    assertEquals(share.trend(), readings(6, 3, 1, 0.5).get(3).trend(), 1e-12);
    assertEquals(1, readings(6, 1, 1, 1).get(3).trend(), 1e-12);
    assertTrue(Double.isNaN(readings(6, 1).get(3).trend()), "one value has no trend");
  }

  @Test
  void theGapShowsInEitherDirection() {
    WatermarkReadings readings = new WatermarkReadings(1);
    SignalReading gap =
        readings.readings(List.of(point(0, 0), point(15, -0.05), point(25, -0.2))).get(4);
    assertEquals("accuracy_gap", gap.key());
    assertEquals(15, gap.onset());
    assertEquals(-0.2, gap.values().get(2).mean(), 1e-12);
  }

  @Test
  void nothingMeasuredIsNothingRead(@TempDir Path folder) throws IOException {
    List<SignalReading> none = new WatermarkReadings(1).readings(List.of());
    assertEquals(5, none.size());
    assertTrue(none.stream().allMatch(r -> r.values().isEmpty() && Double.isNaN(r.onset())));
    Path file = folder.resolve("signals.csv");
    WatermarkReadings.write(file, none);
    assertEquals(
        List.of("reading,prevalence,mean,low,high,shows_from,trend_p"), Files.readAllLines(file));
  }

  /** The seed draws the intervals; the order of images does not. */
  @Test
  void imagesMayComeInAnyOrder() {
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      tables.add(TableRows.of("i" + i).segment("a", 4).segment("watermark", i).table());
    }
    WatermarkReadings there = new WatermarkReadings(1);
    there.add(0, List.copyOf(tables));
    Collections.reverse(tables);
    WatermarkReadings back = new WatermarkReadings(1);
    back.add(0, tables);
    SignalReading.Value one = there.readings(List.of()).get(3).values().get(0);
    SignalReading.Value other = back.readings(List.of()).get(3).values().get(0);
    assertEquals(one.mean(), other.mean(), 1e-12);
    assertEquals(one.low(), other.low(), 0.05, "drawn again, from the same values");
  }
}
