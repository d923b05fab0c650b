package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.TemporaryName;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SkippedSegment;
import org.segmentattribution.table.store.AggregateCsv;
import org.segmentattribution.table.store.RunTables;

/** Collects the results of batches and writes them as the tables of a run directory. */
public final class ChunkTables {
  /** Names of the files. */
  private static final List<String> FILES = RunLayout.TABLES;

  private final List<SegmentAttribution> rows = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<SkippedSegment> skipped = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  /** Adds the results of a batch. */
  public void add(Tabulator.Result result) {
    result.tables().forEach(table -> rows.addAll(table.rows()));
    failures.addAll(result.failures());
    Set<String> seen = new HashSet<>();
    for (PreparedImage image : result.images()) {
      if (!seen.add(image.record().id())) {
        continue; // listed once for each of its targets
      }
      for (PreparedSegments.Skipped s : image.segments().skipped()) {
        skipped.add(new SkippedSegment(image.record().id(), s.name(), s.reason().text()));
      }
    }
  }

  /** Adds an image that could not be used. */
  public void add(Failure failure) {
    failures.add(failure);
  }

  public List<SegmentAttribution> rows() {
    return rows;
  }

  /** Returns the number of failed images. */
  public int failedImages() {
    Set<String> images = new HashSet<>();
    failures.forEach(failure -> images.add(failure.image()));
    return images.size();
  }

  void add(SegmentAttribution row) {
    rows.add(row);
  }

  void add(SkippedSegment segment) {
    skipped.add(segment);
  }

  /**
   * Returns whether an image failed for a reason that may pass, such as a service that did not
   * answer.
   */
  public boolean isWorthAnotherTry() {
    return failures.stream().anyMatch(ChunkTables::isWorthAnotherTry);
  }

  public static boolean isWorthAnotherTry(Failure failure) {
    return failure.stage().equals("segment");
  }

  /**
   * Takes over what another collection has of an image, unless that image should be tried again.
   */
  void take(String id, String path, ChunkTables from) {
    List<Failure> of = from.failures.stream().filter(f -> f.image().equals(path)).toList();
    if (of.stream().noneMatch(ChunkTables::isWorthAnotherTry)) {
      from.rows.stream().filter(row -> row.imageId().equals(id)).forEach(rows::add);
      from.skipped.stream().filter(s -> s.imageId().equals(id)).forEach(skipped::add);
      failures.addAll(of);
      taken.add(path);
    }
  }

  /** Returns whether an image was taken over. */
  boolean holds(String path) {
    return taken.contains(path);
  }

  void addAll(ChunkTables other) {
    rows.addAll(other.rows);
    failures.addAll(other.failures);
    skipped.addAll(other.skipped);
  }

  /** Sorts everything in the order of the images. */
  void sort(List<KeyedImage> images) {
    Map<String, Integer> ids = new HashMap<>();
    Map<String, Integer> paths = new HashMap<>();
    for (KeyedImage image : images) {
      ids.put(image.id(), ids.size());
      paths.put(image.path(), paths.size());
    }
    rows.sort(Comparator.comparing(row -> ids.get(row.imageId())));
    skipped.sort(Comparator.comparing(s -> ids.get(s.imageId())));
    failures.sort(Comparator.comparing(f -> paths.get(f.image())));
  }

  /** Writes rows, failures and skipped segments, and the files made from them. */
  public void write(RunDirectory directory) throws IOException {
    writeParts(directory.folder());
    derive(directory).close();
  }

  /**
   * Makes Parquet file and aggregates from the rows in {@code sat.csv}.
   *
   * @return the rows, for further use
   */
  public static RunTables derive(RunDirectory directory) throws IOException {
    RunTables tables =
        RunTables.convert(
            directory.path("sat.csv"), directory.path("sat.parquet"), directory.manifest().seed());
    try {
      AggregateCsv.write(directory.path("aggregate.csv"), tables.aggregates());
      return tables;
    } catch (RuntimeException | IOException e) {
      tables.close();
      throw e;
    }
  }

  private void writeParts(Path folder) throws IOException {
    SatCsv.write(folder.resolve(FILES.get(0)), rows);
    FailureCsv.write(folder.resolve(FILES.get(1)), failures);
    SkippedSegment.write(folder.resolve(FILES.get(2)), skipped);
  }

  /** Writes a folder that {@link #read} reads; it gets its final name when it is complete. */
  void writeFolder(Path folder, List<KeyedImage> images) throws IOException {
    // under a name of its own: another machine may work on this chunk, too
    Path temporary = TemporaryName.beside(folder);
    Files.createDirectories(folder.toAbsolutePath().getParent());
    Files.createDirectory(temporary);
    writeParts(temporary);
    KeyedImage.write(temporary, images);
    ChunkManifest.write(temporary);
    if (Files.isDirectory(folder)) {
      delete(folder);
    }
    try {
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      ReplacedFile.forceFolder(folder.toAbsolutePath().getParent());
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      // the other machine was first, with equal content
      FileUtils.deleteDirectory(temporary.toFile());
    }
  }

  /** Deletes a folder, and first takes away its final name: a folder with that name is complete. */
  private static void delete(Path folder) throws IOException {
    Path going = TemporaryName.beside(folder);
    Files.move(folder, going, StandardCopyOption.ATOMIC_MOVE);
    FileUtils.deleteDirectory(going.toFile());
  }

  /** Adds failures and skipped segments from a folder. */
  void addFailuresOf(Path folder) throws IOException {
    failures.addAll(FailureCsv.read(folder.resolve(FILES.get(1))));
    skipped.addAll(SkippedSegment.read(folder.resolve(FILES.get(2))));
  }

  static ChunkTables read(Path folder) throws IOException {
    ChunkTables tables = new ChunkTables();
    tables.rows.addAll(SatCsv.read(folder.resolve(FILES.get(0))));
    tables.addFailuresOf(folder);
    return tables;
  }
}
