package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TestRow;

class WatermarkReadingsTest {
  private static SegmentAttribution row(
      String image, String segment, double attribution, double rank, double shiftShare) {
    return TestRow.of(image, segment)
        .with(Column.CONFIDENCE, 1.0)
        .with(Column.SEGMENT_ID, (int) rank)
        .mean(attribution)
        .rank(rank)
        .calibrated(shiftShare, rank)
        .row();
  }

  /** Ten images in which the watermark has a place and a share. */
  private static List<SegmentAttributionTable> tables(
      double attribution, double rank, double shift) {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(row("i" + i, "eyes", 1 - attribution, 3 - rank, 0.5));
      rows.add(row("i" + i, "watermark", attribution, rank, shift + i / 1000.0));
    }
    return SegmentAttributionTable.group(rows);
  }

  private static PrevalencePoint point(double prevalence, double clean, double marked) {
    return new PrevalencePoint(
        prevalence, new PrevalencePoint.Rank(2, 2, 2), clean, marked, 2, 0.5);
  }

  @Test
  void eachReadingShowsTheShortcutFromItsOwnPrevalence(@TempDir Path folder) throws Exception {
    WatermarkReadings readings = new WatermarkReadings(1);
    readings.add(0, tables(0.2, 2, 0.5));
    readings.add(15, tables(0.4, 2, 0.1));
    readings.add(25, tables(0.6, 1, 0.1));
    readings.add(100, tables(0.9, 1, 0));
    List<SignalReading> all =
        readings.readings(
            List.of(
                point(0, 0.9, 0.9),
                point(15, 0.9, 0.92),
                point(25, 0.9, 0.93),
                point(100, 0.5, 1)));
    assertEquals(
        List.of("rank", "calibrated_rank", "shift_share", "attribution_share", "accuracy_gap"),
        all.stream().map(SignalReading::key).toList());
    assertEquals(
        List.of(25.0, 25.0, 15.0, 15.0, 100.0), all.stream().map(SignalReading::onset).toList());
    assertEquals(0.6, all.get(3).values().get(2).mean(), 1e-12);
    assertEquals(0.5, all.get(4).values().get(3).mean(), 1e-12);
    assertTrue(all.get(3).trend() < 0.1, "four rising values");
    WatermarkReadings.write(folder.resolve("signals.csv"), all);
    assertEquals(21, Files.readAllLines(folder.resolve("signals.csv")).size());
  }
}
