package org.segmentattribution.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** One line of a CSV file whose errors say where they are. */
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

  /** Reads a field or says why not. */
  @FunctionalInterface
  public interface Field<T> {
    T parse(String text);
  }

  /** A field, as it was before it was disarmed. */
  public String text(String column) {
    return SpreadsheetFormula.original(record.get(columns.get(column)));
  }

  /** A number; NaN where the field is empty. */
  public double number(String column) throws IOException {
    return field(
        column, "a number", text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text));
  }

  /** As {@link #number}; NaN also where there is no such column. */
  public double numberIfThere(String column) throws IOException {
    return columns.containsKey(column) ? number(column) : Double.NaN;
  }

  /** As {@link #field}; {@code otherwise} where there is no such column. */
  public <T> T fieldIfThere(String column, String kind, Field<T> field, T otherwise)
      throws IOException {
    return columns.containsKey(column) ? field(column, kind, field) : otherwise;
  }

  /** A whole number. */
  public int integer(String column) throws IOException {
    return field(column, "a whole number", Integer::parseInt);
  }

  /** A field read by {@code field}; {@code kind} is what it should have been. */
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
