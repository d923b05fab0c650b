package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.file.CsvFile;

/** {@code swaps.csv}: a row a swapped image. */
public final class SwapCsv {
  /** Name of the file in a run directory. */
  public static final String FILE = "swaps.csv";

  private static final List<String> COLUMNS =
      List.of("image_id", "class", "segment", "kind", "with", "predicted", "predicted_swapped");

  private SwapCsv() {}

  /** Takes one row. */
  @FunctionalInterface
  public interface Reader {
    void read(SwappedImage row) throws IOException;
  }

  /** Replaces a file by a header and rows. */
  public static void write(Path file, Iterable<SwappedImage> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (SwappedImage row : rows) {
            printer.printRecord(
                row.imageId(),
                row.className(),
                row.segment(),
                row.kind().text(),
                row.with(),
                row.before(),
                row.after());
          }
        });
  }

  /** Reads a file row by row. */
  public static void read(Path file, Reader reader) throws IOException {
    CsvFile.read(
        file,
        COLUMNS,
        row ->
            reader.read(
                new SwappedImage(
                    row.text("image_id"),
                    row.text("class"),
                    row.text("segment"),
                    SwappedImage.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                    row.text("with"),
                    row.text("predicted"),
                    row.text("predicted_swapped"))));
  }
}
