package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.segmentattribution.dataset.Failure;
import org.segmentattribution.table.AggregateCsv;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SatParquet;
import org.segmentattribution.table.SegmentAttribution;
import org.segmentattribution.table.SegmentAttributionTable;

/** Collects what batches came to and writes it as the tables of a run directory. */
public final class RunTables {
  private final List<SegmentAttribution> rows = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<SkippedSegment> skipped = new ArrayList<>();

  /** Takes up a batch. */
  public void add(Tabulator.Result result) {
    result.tables().forEach(table -> rows.addAll(table.rows()));
    failures.addAll(result.failures());
    for (PreparedImage image : result.images()) {
      for (PreparedSegments.Skipped s : image.segments().skipped()) {
        skipped.add(new SkippedSegment(image.record().id(), s.name(), s.reason().text()));
      }
    }
  }

  /** Takes up an image that could not be used. */
  public void add(Failure failure) {
    failures.add(failure);
  }

  public List<SegmentAttribution> rows() {
    return rows;
  }

  /** Images that are listed as failed. */
  public int failedImages() {
    Set<String> images = new HashSet<>();
    failures.forEach(failure -> images.add(failure.image()));
    return images.size();
  }

  /** Appends all that another collection holds. */
  void addAll(RunTables other) {
    rows.addAll(other.rows);
    failures.addAll(other.failures);
    skipped.addAll(other.skipped);
  }

  /** Writes rows (CSV, Parquet), aggregates, failures and skipped segments. */
  public void write(RunDirectory directory, long seed) throws IOException {
    writeParts(directory.folder());
    SatParquet.write(directory.path("sat.csv"), directory.path("sat.parquet"));
    AggregateCsv.write(
        directory.path("aggregate.csv"),
        Aggregation.perMethodAndClass(
            SegmentAttributionTable.group(rows), AggregationOptions.defaults(seed)));
  }

  private void writeParts(Path folder) throws IOException {
    SatCsv.write(folder.resolve("sat.csv"), rows);
    FailureCsv.write(folder.resolve("failures.csv"), failures);
    SkippedSegment.write(folder.resolve("skipped-segments.csv"), skipped);
  }

  /** Writes what {@link #read} reads under its final name at once, or not at all. */
  void writeFolder(Path folder) throws IOException {
    Path temporary = folder.resolveSibling(folder.getFileName() + ".tmp");
    Files.createDirectories(temporary);
    writeParts(temporary);
    Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  static RunTables read(Path folder) throws IOException {
    RunTables tables = new RunTables();
    tables.rows.addAll(SatCsv.read(folder.resolve("sat.csv")));
    tables.failures.addAll(FailureCsv.read(folder.resolve("failures.csv")));
    tables.skipped.addAll(SkippedSegment.read(folder.resolve("skipped-segments.csv")));
    return tables;
  }
}
