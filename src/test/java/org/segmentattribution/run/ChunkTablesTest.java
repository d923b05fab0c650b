package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.table.Absence;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.SkippedSegment;
import org.segmentattribution.table.TableRows;
import org.segmentattribution.table.store.RunTables;

class ChunkTablesTest {
  private static final List<ImageRecord> IMAGES =
      TestRuns.images("c", "broken", "a", "unserved", "b");

  @TempDir Path folder;

  private static List<String> ids(ChunkTables tables) {
    return tables.rows().stream().map(SegmentAttribution::imageId).distinct().toList();
  }

  @Test
  void aFolderIsReadBackBitForBit() throws IOException {
    ChunkTables tables = TestRuns.tables(IMAGES);
    Path chunk = folder.resolve("parts/one");
    tables.writeFolder(chunk, TestRuns.keyed(IMAGES));
    ChunkTables read = ChunkTables.read(chunk);
    assertEquals(tables.rows(), read.rows());
    assertEquals(2, read.failedImages());
    Map<String, String> files = TestRuns.files(folder);
    read.writeFolder(chunk, TestRuns.keyed(IMAGES));
    assertEquals(files, TestRuns.files(folder), "replaced by the same bytes, and nothing beside");
  }

  @Test
  void everythingIsBroughtIntoTheOrderOfTheImages() throws IOException {
    List<ImageRecord> order = TestRuns.images("a", "b", "unserved", "c", "broken");
    ChunkTables tables = TestRuns.tables(IMAGES);
    tables.sort(TestRuns.keyed(order));
    assertEquals(List.of("a", "b", "c"), ids(tables));
    tables.writeFolder(folder.resolve("one"), TestRuns.keyed(order));
    assertEquals(
        List.of("unserved.jpg", "broken.jpg"),
        FailureCsv.read(folder.resolve("one/failures.csv")).stream().map(Failure::image).toList());
    assertEquals(
        List.of("a", "b", "c"),
        SkippedSegment.read(folder.resolve("one/skipped-segments.csv")).stream()
            .map(SkippedSegment::imageId)
            .toList());
    assertEquals(
        List.of("mane,\n\"long\"", "legs"),
        tables.rows().subList(0, 2).stream().map(SegmentAttribution::segment).toList(),
        "the order within an image stays");
  }

  @Test
  void whatMayHaveChangedIsNotTakenOver() {
    ChunkTables all = TestRuns.tables(IMAGES);
    assertTrue(all.isWorthAnotherTry());
    ChunkTables tables = new ChunkTables();
    for (ImageRecord image : IMAGES) {
      tables.take(image.id(), image.path(), all);
    }
    assertEquals(List.of("c", "a", "b"), ids(tables));
    assertTrue(tables.holds("broken.jpg"), "a picture that cannot be decoded stays so");
    assertFalse(tables.holds("unserved.jpg"));
    assertFalse(tables.isWorthAnotherTry());
    assertEquals(1, tables.failedImages());
  }

  /** Of several classes explained, an image may fail in each; it is one image. */
  @Test
  void failedImagesAreCountedOnce() {
    ChunkTables tables = new ChunkTables();
    tables.add(new Failure("a.jpg", "explain", "one"));
    tables.add(new Failure("a.jpg", "explain", "another"));
    tables.add(new Failure("b.jpg", "decode", "one"));
    assertEquals(2, tables.failedImages());
    assertFalse(tables.isWorthAnotherTry());
  }

  /** An image stands in a batch for each of its targets; its skipped segments are the same. */
  @Test
  void aBatchGivesItsSkippedSegmentsOnce() throws IOException {
    PreparedSegments segments =
        new PreparedSegments(
            2,
            2,
            null,
            List.of(),
            List.of(new PreparedSegments.Skipped(0, "tail", Absence.EMPTY)),
            null);
    PreparedImage image = new PreparedImage(TestRuns.image("a"), null, segments, 2, 2);
    SegmentAttributionTable table = TableRows.of("a").segment("mane", 1).table();
    Explanation said = new Explanation(new float[0][], new int[0], Map.of());
    ChunkTables tables = new ChunkTables();
    tables.add(
        new Tabulator.Result(
            List.of(image, image),
            said,
            List.of(table, table),
            List.of(new Failure("b.jpg", "explain", "no number"))));
    assertEquals(2, tables.rows().size());
    tables.writeFolder(folder.resolve("one"), TestRuns.keyed(TestRuns.images("a")));
    assertEquals(
        List.of(new SkippedSegment("a", "tail", "empty")),
        SkippedSegment.read(folder.resolve("one/skipped-segments.csv")));
    assertEquals(1, tables.failedImages());
  }

  @Test
  void tablesOfARunHaveAggregatesAndParquet() throws IOException {
    RunDirectory run = RunDirectory.open(folder.resolve("run"), TestRuns.running());
    TestRuns.tables(IMAGES).write(run);
    assertEquals(2, OutputFile.of(run.path("aggregate.csv")).rows(), "two segments");
    try (RunTables csv = RunTables.open(run.path("sat.csv"), 7);
        RunTables parquet = RunTables.open(run.path("sat.parquet"), 7)) {
      assertEquals(csv.aggregates(), parquet.aggregates());
    }
  }

  @Test
  void onAChunkOfAnotherMachineNothingIsLost() throws IOException {
    Path chunk = folder.resolve("parts/one");
    List<KeyedImage> keyed = TestRuns.keyed(IMAGES);
    TestRuns.tables(IMAGES).writeFolder(chunk, keyed);
    TestRuns.tables(IMAGES).writeFolder(chunk, keyed);
    assertTrue(ChunkManifest.fits(chunk));
    try (Stream<Path> parts = Files.list(folder.resolve("parts"))) {
      assertEquals(1, parts.count());
    }
  }
}
