package org.segmentattribution.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** One line of a CSV file; its errors name the file, the line and the column. */
public final class CsvRow {
  private final Path file;
  private final long line;
  private final CSVRecord record;
  private final Map<String, Integer> columns;

  CsvRow(Path file, long line, CSVRecord record, Map<String, Integer> columns) {
    this.file = file;
    this.line = line;
    this.record = record;
    this.columns = columns;
  }

  /** Reads a field, or throws an exception that says why it cannot. */
  @FunctionalInterface
  public interface Field<T> {
    T parse(String text);
  }

  /** Returns a field as text, with the protection against spreadsheets removed. */
  public String text(String column) {
    return SpreadsheetFormula.original(record.get(columns.get(column)));
  }

  /** Reads a number; an empty field gives NaN. */
  public double number(String column) throws IOException {
    return field(
        column, "a number", text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text));
  }

  /** Reads a number; an empty field or a missing column gives NaN. */
  public double numberIfThere(String column) throws IOException {
    return columns.containsKey(column) ? number(column) : Double.NaN;
  }

  /** Reads a field with {@code field}; a missing column gives {@code otherwise}. */
  public <T> T fieldIfThere(String column, String kind, Field<T> field, T otherwise)
      throws IOException {
    return columns.containsKey(column) ? field(column, kind, field) : otherwise;
  }

  /** Reads a whole number. */
  public int integer(String column) throws IOException {
    return field(column, "a whole number", Integer::parseInt);
  }

  /** Reads a field with {@code field}; {@code kind} names the expected content in errors. */
  public <T> T field(String column, String kind, Field<T> field) throws IOException {
    String text = text(column);
    try {
      return field.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s, line %d, column %s: '%s' is not %s".formatted(file, line, column, text, kind), e);
    }
  }
}
