package org.segmentattribution.api.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.TestRow;

/** Rules, aggregates and files of six images in which a watermark is second, or missing once. */
class SegmentTablesTest {
  @TempDir Path folder;

  private static List<SegmentAttribution> rows() {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String label = i < 5 ? "zebra" : "horse";
      rows.add(TestRow.of("i" + i, "mane").label(label).mean(3).with(Column.RANK, 1.0).row());
      rows.add(
          TestRow.of("i" + i, i < 5 ? "watermark" : "sky")
              .label(label)
              .mean(i == 0 ? 1 : -2)
              .with(Column.RANK, 2.0)
              .row());
    }
    return rows;
  }

  @Test
  void rulesAreThoseOfCheck() throws IOException {
    List<RuleVerdict> verdicts =
        SegmentTables.check(
            rows(), "watermark.rank > 1", "watermark.rank > 2", "sky.rank >= 2 in horse");
    assertEquals(List.of(true, false, true), verdicts.stream().map(RuleVerdict::holds).toList());
    RuleVerdict first = verdicts.get(0);
    assertEquals(2, first.mean());
    assertEquals("lrp-z", first.method());
    assertEquals(
        "holds: watermark.rank > 1 [lrp-z]: rank 2.000; in 5 of 6 images; 95 % interval 2.000 to"
            + " 2.000; holds in 100.0 % of resamples",
        first.toString());
  }

  @Test
  void aSegmentThatIsNowhereBreaksARuleUnlessItMayBeMissing() throws IOException {
    assertFalse(SegmentTables.check(rows(), "logo.rank > 3").get(0).holds());
    RuleOptions missing = RuleOptions.withDefaults().withMissing();
    assertTrue(SegmentTables.check(rows(), missing, "logo.rank > 3").get(0).holds());
  }

  @Test
  void theWholeIntervalCanBeAskedFor() throws IOException {
    String rule = "watermark.attribution > 1.5";
    assertTrue(SegmentTables.check(rows(), rule).get(0).holds());
    RuleOptions strict = RuleOptions.withDefaults().withConfidence().withSeed(3);
    assertFalse(SegmentTables.check(rows(), strict, rule).get(0).holds());
  }

  @Test
  void wrongRulesAreRefusedInOneLine() {
    for (String rule :
        List.of("watermark", "watermark.height > 3", "watermark.rank > 3 in okapi")) {
      RuntimeException e =
          assertThrows(RuntimeException.class, () -> SegmentTables.check(rows(), rule));
      assertTrue(e.getMessage().contains("watermark"), e.getMessage());
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }
  }

  @Test
  void aggregatesCountWhatIsMissing() {
    List<SegmentAggregate> all = SegmentTables.aggregate(rows());
    assertEquals(
        List.of("horse mane", "horse sky", "zebra mane", "zebra watermark"),
        all.stream().map(a -> a.className() + " " + a.segment()).toList());
    SegmentAggregate watermark = all.get(3);
    assertEquals(new SegmentAggregate.Counts(5, 5, 0), watermark.counts());
    assertEquals((1 + 4 * 2) / 5.0, watermark.relative().attribution(), 1e-12);
    assertEquals(2, watermark.relative().rank());
    assertEquals("against", watermark.spread().direction());
    assertEquals(0.2, watermark.spread().forShare());
    assertEquals(0, watermark.spread().topShare());
    assertTrue(Double.isNaN(all.get(0).spread().rankLow()), "one image says nothing of a spread");
  }

  @Test
  void aFileIsReplacedAndItsStreamClosed() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "old");
    AtomicBoolean closed = new AtomicBoolean();
    SegmentTables.write(file, rows().stream().onClose(() -> closed.set(true)));
    assertTrue(closed.get());
    assertEquals(rows(), SegmentTables.read(file));
  }

  @Test
  void anUnknownKindOfFileIsRefusedBeforeARowIsMade() {
    Stream<SegmentAttribution> rows =
        Stream.generate(
            () -> {
              throw new AssertionError("a row was made");
            });
    Path file = folder.resolve("rows.xlsx");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SegmentTables.write(file, rows));
    assertEquals(file + ": the name must end in .csv or .parquet", e.getMessage());
  }

  @Test
  void rowsThatFailLeaveTheFileAsItWas() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "old");
    Stream<SegmentAttribution> failing =
        rows().stream()
            .peek(
                row -> {
                  if (row.imageId().equals("i4")) {
                    throw new IllegalStateException("failed");
                  }
                });
    assertThrows(IllegalStateException.class, () -> SegmentTables.write(file, failing));
    assertEquals("old", Files.readString(file));
  }
}
