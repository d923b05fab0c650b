package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SkippedSegment;
import org.segmentattribution.table.TestRow;

/** Images, keys, tables and folders of runs that no model has computed. */
final class TestRuns {
  private TestRuns() {}

  /** A run of {@code sat explain} that begins, with one flag and one input. */
  static RunManifest running() {
    return running(Map.of("pad", 2));
  }

  static RunManifest running(Map<String, Object> configuration) {
    return RunManifest.begin(
        RunKind.EXPLAIN, configuration, Map.of("model", "hash of a model"), "cpu", 7);
  }

  /** A finished run that holds these files. */
  static RunDirectory finished(Path folder, Map<String, String> files) throws IOException {
    RunDirectory run = RunDirectory.open(folder, running());
    for (Map.Entry<String, String> file : files.entrySet()) {
      run.write(file.getKey(), file.getValue());
    }
    run.finish(run.manifest().done(Map.of("images", 3, "rows", 2, "skipped", 1), Map.of()));
    return run;
  }

  static ImageRecord image(String id) {
    return new ImageRecord(id, id + ".jpg", Path.of(id + ".jpg"), "zebra", "");
  }

  static List<ImageRecord> images(String... ids) {
    return Stream.of(ids).map(TestRuns::image).toList();
  }

  /** Images with keys that depend on their ids alone. */
  static List<KeyedImage> keyed(List<ImageRecord> images) {
    return images.stream().map(i -> new KeyedImage(i.id(), i.path(), "key " + i.id())).toList();
  }

  /** The same, but the key of one image is another. */
  static List<KeyedImage> keyed(List<ImageRecord> images, String changed) {
    return images.stream()
        .map(
            i ->
                new KeyedImage(
                    i.id(), i.path(), (i.id().equals(changed) ? "other " : "key ") + i.id()))
        .toList();
  }

  /**
   * Tables of images: two rows each and a segment without a row. An id that begins with {@code
   * broken} cannot be decoded, one with {@code unserved} was not segmented, one with {@code bare}
   * has a segment without a row and nothing else.
   */
  static ChunkTables tables(List<ImageRecord> images) {
    ChunkTables tables = new ChunkTables();
    for (ImageRecord image : images) {
      String id = image.id();
      if (id.startsWith("broken")) {
        tables.add(new Failure(image.path(), "decode", "no picture, \"so\" it says"));
      } else if (id.startsWith("unserved")) {
        tables.add(new Failure(image.path(), "segment", "no answer"));
      } else {
        if (!id.startsWith("bare")) {
          double mean = Math.floorMod(id.hashCode(), 97) / 8.0;
          tables.add(TestRow.of(id, "mane,\n\"long\"").mean(mean).row());
          tables.add(
              TestRow.of(id, "legs")
                  .with(Column.SEGMENT_ID, 1)
                  .with(Column.MASK_FRACTION, 1 / 3.0)
                  .mean(-mean / 3)
                  .rank(2)
                  .row());
        }
        tables.add(new SkippedSegment(id, "tail", "outside"));
      }
    }
    return tables;
  }

  /** Makes tables and notes of which images. */
  static ChunkFolders.Maker maker(List<String> made) {
    return images -> {
      images.forEach(image -> made.add(image.id()));
      return tables(images);
    };
  }

  /** Makes or finds chunks and puts them together. */
  static void tabulate(Path run, List<List<ImageRecord>> chunks, List<String> made)
      throws IOException {
    ChunkFolders folders = ChunkFolders.open(run);
    List<ChunkFolders.Part> parts = new ArrayList<>();
    for (List<ImageRecord> chunk : chunks) {
      parts.add(folders.get(chunk, keyed(chunk), maker(made)));
    }
    ChunkFolders.join(parts, run);
  }

  /** Images cut at a length. */
  static List<List<ImageRecord>> cut(List<ImageRecord> images, int length) {
    List<List<ImageRecord>> chunks = new ArrayList<>();
    for (int from = 0; from < images.size(); from += length) {
      chunks.add(images.subList(from, Math.min(images.size(), from + length)));
    }
    return chunks;
  }

  /** The joined tables of a run as text. */
  static Map<String, String> joined(Path run) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : RunLayout.TABLES) {
      texts.put(name, Files.readString(run.resolve(name)));
    }
    texts.put(KeyedImage.FILE, Files.readString(run.resolve(KeyedImage.FILE)));
    return texts;
  }

  /** All files below a folder, by their relative names. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
