package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;

/**
 * {@code segments.csv} beside the masks of one image: their names, scores and order, which file
 * names cannot hold.
 */
final class MaskListing {
  private static final String FILE = "segments.csv";
  private static final String KEY_FILE = "segments.sha256";
  private static final List<String> COLUMNS = List.of("segment", "score", "file", "pixels");

  private MaskListing() {}

  /**
   * A mask.
   *
   * @param file name of the file in the folder
   * @param pixels of the mask
   */
  record Entry(String segment, double score, String file, int pixels) {}

  static void write(Path folder, List<Entry> entries) throws IOException {
    CsvFile.write(
        folder.resolve(FILE),
        COLUMNS,
        printer -> {
          for (Entry e : entries) {
            printer.printRecord(e.segment(), CsvFile.text(e.score()), e.file(), e.pixels());
          }
        });
  }

  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Writes the hash of what the masks depend on, and in a second line the hash of their content.
   */
  static void writeKey(Path folder, String key) throws IOException {
    String lines = key + "\n" + content(folder) + "\n";
    ReplacedFile.write(folder.resolve(KEY_FILE), file -> Files.writeString(file, lines));
  }

  /**
   * Returns whether the listing is there, its masks depend on the same key, and all files are
   * unchanged; an earlier version wrote no second line.
   */
  static boolean isIn(Path folder, String key) throws IOException {
    Path file = folder.resolve(KEY_FILE);
    if (!isIn(folder) || !Files.isRegularFile(file)) {
      return false;
    }
    List<String> lines = Files.readString(file).lines().toList();
    return !lines.isEmpty()
        && lines.get(0).equals(key)
        && (lines.size() == 1 || lines.get(1).equals(content(folder)));
  }

  /** Returns SHA-256 over the listing and the masks that it names; empty where one is missing. */
  private static String content(Path folder) {
    try {
      Sha256 hash = new Sha256().add(folder.resolve(FILE));
      for (Entry entry : read(folder)) {
        hash.add("\n" + new Sha256().add(folder.resolve(entry.file())).hex());
      }
      return hash.hex();
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns whether a file beside masks holds only the hash of what they depend on. */
  static boolean isKey(Path file) {
    return file.getFileName().toString().equals(KEY_FILE);
  }

  /** Returns whether a file beside masks was written with them and is no mask. */
  static boolean isOwn(Path file) {
    return isKey(file) || file.getFileName().toString().equals(FILE);
  }

  /** Returns the file of the listing. */
  static List<Path> files(Path folder) {
    return List.of(folder.resolve(FILE));
  }

  /** Deletes the masks that are listed, then the listing. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(KEY_FILE));
    if (isIn(folder)) {
      for (Path mask : masks(folder)) {
        Files.deleteIfExists(mask);
      }
      Files.delete(folder.resolve(FILE));
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // masks of images whose paths continue this one's
    }
  }

  /** Returns the listed masks; all masks where the listing cannot be read. */
  private static List<Path> masks(Path folder) throws IOException {
    try {
      return read(folder).stream().map(entry -> folder.resolve(entry.file())).toList();
    } catch (IOException e) {
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(f -> f.toString().endsWith(".png") && Files.isRegularFile(f)).toList();
      }
    }
  }

  /**
   * Reads the listing; throws {@link IOException} in one line that names the file, where it is
   * damaged.
   */
  static List<Entry> read(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    CsvFile.read(
        folder.resolve(FILE),
        COLUMNS,
        row ->
            entries.add(
                new Entry(
                    row.text("segment"),
                    row.number("score"),
                    row.field("file", "a PNG of this folder", MaskListing::png),
                    row.integer("pixels"))));
    return entries;
  }

  /** Returns the name of a mask, which must have no folders: nothing outside is read. */
  private static String png(String name) {
    Path file = Path.of(name);
    if (file.getNameCount() != 1 || file.isAbsolute() || !name.endsWith(".png")) {
      throw new IllegalArgumentException(name);
    }
    return name;
  }
}
