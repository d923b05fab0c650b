package org.segmentattribution.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.CsvRow;

/** Reads and writes rows as {@code sat.csv}, with the columns of {@link Column}. */
public final class SatCsv {
  /** Columns that a file must have. */
  public static final List<String> REQUIRED =
      Arrays.stream(Column.values()).filter(Column::isRequired).map(Column::text).toList();

  private SatCsv() {}

  /**
   * Writes these rows and replaces the file; numbers are read back as equal doubles, NaN is an
   * empty field.
   */
  public static void write(Path file, Iterable<SegmentAttribution> rows) throws IOException {
    CsvFile.write(
        file,
        Column.texts(),
        printer -> {
          for (SegmentAttribution row : rows) {
            printer.printRecord(Arrays.stream(Column.values()).map(c -> field(c, row)).toList());
          }
        });
  }

  /** Returns the value of a field; null is an empty field. */
  private static Object field(Column column, SegmentAttribution row) {
    Object value = column.of(row);
    if (value instanceof Double number) {
      return CsvFile.text(number);
    }
    return value instanceof Position position ? position.text() : value;
  }

  /**
   * Returns all rows; columns may be in another order and further columns between them.
   *
   * @throws IOException naming file, line and column
   */
  public static List<SegmentAttribution> read(Path file) throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    read(file, rows::add);
    return rows;
  }

  /** Reads one row at a time. */
  public static void read(Path file, Consumer<SegmentAttribution> consumer) throws IOException {
    CsvFile.read(file, REQUIRED, row -> consumer.accept(parse(row)));
  }

  private static SegmentAttribution parse(CsvRow row) throws IOException {
    ColumnValues values = new ColumnValues();
    for (Column column : Column.values()) {
      values.set(column, parse(row, column));
    }
    return values.row();
  }

  private static Object parse(CsvRow row, Column column) throws IOException {
    String name = column.text();
    return switch (column.type()) {
      case TEXT -> row.fieldIfThere(name, "a name", text -> text, null);
      case POSITION -> row.field(name, "a position", Position::named);
      case NUMBER -> row.numberIfThere(name);
      case INTEGER ->
          column.isRequired()
              ? (Integer) row.integer(name)
              : row.fieldIfThere(name, "a whole number", SatCsv::integer, null);
      case BOOLEAN -> row.fieldIfThere(name, "true or false", SatCsv::truth, null);
    };
  }

  private static Integer integer(String text) {
    return text.isEmpty() ? null : Integer.valueOf(text);
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
