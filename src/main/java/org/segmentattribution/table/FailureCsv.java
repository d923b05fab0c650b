package org.segmentattribution.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Failure;
import org.segmentattribution.file.CsvFile;

/** {@code failures.csv}: images that were left out, with the reasons. */
public final class FailureCsv {
  private static final List<String> COLUMNS = List.of("image", "stage", "reason");

  private FailureCsv() {}

  /** Writes these failures; replaces the file. */
  public static void write(Path file, List<Failure> failures) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (Failure failure : failures) {
            printer.printRecord(failure.image(), failure.stage(), failure.reason());
          }
        });
  }

  /** Returns the failures of a run. */
  public static List<Failure> read(Path file) throws IOException {
    List<Failure> failures = new ArrayList<>();
    CsvFile.read(
        file,
        COLUMNS,
        row -> failures.add(new Failure(row.text("image"), row.text("stage"), row.text("reason"))));
    return failures;
  }
}
