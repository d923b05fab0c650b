package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SkippedSegment;

/**
 * Cuts the tables of a finished run into chunks again, so that only what has changed is explained
 * again. Reads the rows in the file's order and holds one chunk at a time.
 */
public final class RechunkedRun {
  private static final int IMAGES = 64;

  private final RunDirectory directory;
  private final List<KeyedImage> images;
  private final Map<String, Integer> chunkOf = new HashMap<>();
  private final Map<String, List<Failure>> failures = new HashMap<>();
  private final Map<String, List<SkippedSegment>> skipped = new HashMap<>();
  private ChunkTables part = new ChunkTables();
  private int chunk;
  private IOException failed;

  private RechunkedRun(RunDirectory directory) throws IOException {
    this.directory = directory;
    images = KeyedImage.read(directory.folder());
    for (int i = 0; i < images.size(); i++) {
      chunkOf.put(images.get(i).path(), i / IMAGES);
    }
    for (Failure f : FailureCsv.read(directory.path("failures.csv"))) {
      failures.computeIfAbsent(f.image(), image -> new ArrayList<>()).add(f);
    }
    for (SkippedSegment s : SkippedSegment.read(directory.path("skipped-segments.csv"))) {
      skipped.computeIfAbsent(s.imageId(), image -> new ArrayList<>()).add(s);
    }
  }

  /** Returns whether a table from which chunks are cut has changed since the run wrote it. */
  public static boolean areDamaged(RunDirectory directory) throws IOException {
    return directory.faults().stream()
        .map(RunOutputs.Fault::file)
        .anyMatch(file -> RunLayout.TABLES.contains(file) || file.equals(KeyedImage.FILE));
  }

  /** Writes the chunks. */
  public static void cut(RunDirectory directory) throws IOException {
    RechunkedRun tables = new RechunkedRun(directory);
    SatCsv.read(directory.path("sat.csv"), tables::add);
    if (tables.failed != null) {
      throw tables.failed;
    }
    tables.writeBefore((tables.images.size() + IMAGES - 1) / IMAGES);
  }

  private void add(SegmentAttribution row) {
    try {
      writeBefore(chunkOf.getOrDefault(row.image().path(), chunk));
      part.add(row);
    } catch (IOException e) {
      failed = failed == null ? e : failed;
    }
  }

  private void writeBefore(int next) throws IOException {
    for (; chunk < next; chunk++) {
      List<KeyedImage> some =
          images.subList(chunk * IMAGES, Math.min(images.size(), (chunk + 1) * IMAGES));
      for (KeyedImage image : some) {
        failures.getOrDefault(image.path(), List.of()).forEach(part::add);
        skipped.getOrDefault(image.id(), List.of()).forEach(part::add);
      }
      Path folder = directory.path(RunLayout.CHUNKS).resolve("before-" + chunk);
      part.writeFolder(folder, some);
      part = new ChunkTables();
    }
  }
}
