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
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SatParquet;
import org.segmentattribution.table.SegmentAttribution;

/** Collects what batches came to and writes it as the tables of a run directory. */
public final class RunTables {
  /** The files that hold it. */
  static final List<String> FILES = List.of("sat.csv", "failures.csv", "skipped-segments.csv");

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

  RunParts.Counts counts() {
    return new RunParts.Counts(rows.size(), failedImages());
  }

  /** Writes rows, failures and skipped segments, and what is made of them. */
  public void write(RunDirectory directory) throws IOException {
    writeParts(directory.folder());
    writeDerived(directory);
  }

  /** Writes what is made of the rows in {@code sat.csv}: Parquet and aggregates. */
  static void writeDerived(RunDirectory directory) throws IOException {
    SatParquet.write(directory.path("sat.csv"), directory.path("sat.parquet"));
    AggregateCsv.write(
        directory.path("aggregate.csv"), directory.folder(), directory.manifest().seed());
  }

  private void writeParts(Path folder) throws IOException {
    SatCsv.write(folder.resolve(FILES.get(0)), rows);
    FailureCsv.write(folder.resolve(FILES.get(1)), failures);
    SkippedSegment.write(folder.resolve(FILES.get(2)), skipped);
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
    tables.rows.addAll(SatCsv.read(folder.resolve(FILES.get(0))));
    tables.failures.addAll(FailureCsv.read(folder.resolve(FILES.get(1))));
    tables.skipped.addAll(SkippedSegment.read(folder.resolve(FILES.get(2))));
    return tables;
  }
}
