package org.segmentattribution.dataset;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Images named by a CSV with the columns path, label and, where wanted, split. */
record CsvSource(List<ImageRecord> records) implements ImageSource {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /** Paths are relative to the folder of the CSV. */
  static CsvSource read(Path csv) throws IOException {
    Path folder = csv.toAbsolutePath().getParent();
    List<ImageRecord> records = new ArrayList<>();
    try (Reader in = Files.newBufferedReader(csv);
        CSVParser parser = FORMAT.parse(in)) {
      List<String> columns = parser.getHeaderNames();
      if (!columns.contains("path") || !columns.contains("label")) {
        throw new IOException(csv + ": the first line must name the columns path,label[,split]");
      }
      for (CSVRecord row : parser) {
        if (!row.isConsistent()) {
          throw new IOException(csv + ", record " + row.getRecordNumber() + ": a field is missing");
        }
        String path = row.get("path").replace('\\', '/');
        String split = columns.contains("split") ? row.get("split") : "";
        records.add(new ImageRecord(path, path, folder.resolve(path), row.get("label"), split));
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException(csv + " is not a CSV with the columns path,label[,split]", e);
    }
    records.sort(Comparator.comparing(ImageRecord::path));
    return new CsvSource(UniqueIds.of(records));
  }
}
