package org.segmentattribution.segmentation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.image.ReplacedFile;

/**
 * {@code segments.csv} beside the masks of one image: their names, scores and order, which file
 * names cannot hold.
 */
final class MaskListing {
  /** Name of the file. */
  static final String FILE = "segments.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
  private static final List<String> COLUMNS = List.of("segment", "score", "file", "pixels");

  private MaskListing() {}

  /**
   * A mask.
   *
   * @param file its name in the folder
   * @param pixels of the mask
   */
  record Entry(String segment, double score, String file, int pixels) {}

  static void write(Path folder, List<Entry> entries) throws IOException {
    ReplacedFile.write(
        folder.resolve(FILE),
        part -> {
          try (Writer out = Files.newBufferedWriter(part);
              CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            printer.printRecord(COLUMNS);
            for (Entry e : entries) {
              printer.printRecord(e.segment(), e.score(), e.file(), e.pixels());
            }
          }
        });
  }

  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** {@link IOException} in one line that names the file, where it is damaged. */
  static List<Entry> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    List<Entry> entries = new ArrayList<>();
    CSVFormat named =
        FORMAT.builder().setHeader(COLUMNS.toArray(String[]::new)).setSkipHeaderRecord(true).get();
    try (BufferedReader in = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.builder().setReader(in).setFormat(named).get()) {
      for (CSVRecord row : parser) {
        Path mask = Path.of(row.get("file"));
        if (mask.getNameCount() != 1 || !mask.getFileName().toString().endsWith(".png")) {
          throw new IOException(file + ": '" + mask + "' is not a PNG of this folder");
        }
        entries.add(
            new Entry(
                row.get("segment"),
                Double.parseDouble(row.get("score")),
                mask.toString(),
                Integer.parseInt(row.get("pixels"))));
      }
      return entries;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
