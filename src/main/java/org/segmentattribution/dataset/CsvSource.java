package org.segmentattribution.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.image.SpreadsheetFormula;

/** Images named by a CSV with the columns path, label and, where wanted, split. */
record CsvSource(List<ImageRecord> records) implements ImageSource {
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /** Paths are relative to the folder of the CSV. */
  static CsvSource read(Path csv) throws IOException {
    List<ImageRecord> records = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    try (BufferedReader in = Files.newBufferedReader(csv)) {
      skipByteOrderMark(in);
      CSVParser parser = FORMAT.parse(in);
      List<String> columns = parser.getHeaderNames();
      if (!columns.contains("path") || !columns.contains("label")) {
        throw new IOException(csv + ": the first line must name the columns path,label[,split]");
      }
      for (CSVRecord row : parser) {
        if (!row.isConsistent() || row.get("path").isEmpty()) {
          throw new IOException(csv + ", record " + row.getRecordNumber() + ": a field is missing");
        }
        ImageRecord record = record(csv, row, columns.contains("split"));
        if (!paths.add(record.path())) {
          throw new IOException(csv + " lists " + record.path() + " twice");
        }
        records.add(record);
      }
    } catch (CharacterCodingException e) {
      throw new IOException(csv + " is not UTF-8 text", e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException(csv + " is not a CSV with the columns path,label[,split]", e);
    }
    return new CsvSource(UniqueIds.of(records));
  }

  /** Spreadsheets write one, and it would become part of the first column's name. */
  private static void skipByteOrderMark(BufferedReader in) throws IOException {
    in.mark(1);
    if (in.read() != BYTE_ORDER_MARK) {
      in.reset();
    }
  }

  private static ImageRecord record(Path csv, CSVRecord row, boolean hasSplit) {
    String path = row.get("path").replace('\\', '/');
    if (!Files.exists(csv.toAbsolutePath().resolveSibling(path))) {
      path = SpreadsheetFormula.original(path);
    }
    Path file = csv.toAbsolutePath().resolveSibling(path);
    String label = SpreadsheetFormula.original(row.get("label"));
    return new ImageRecord(path, path, file, label, hasSplit ? row.get("split") : "");
  }
}
