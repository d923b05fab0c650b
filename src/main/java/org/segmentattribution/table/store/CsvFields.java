package org.segmentattribution.table.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.file.SpreadsheetFormula;
import org.segmentattribution.file.database.Sql;

/** Reads CSV files in SQL as this program writes them. */
final class CsvFields {
  private CsvFields() {}

  /** Returns the names of a file's columns; empty for an empty file. */
  static List<String> header(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.builder().setReader(in).setFormat(CSVFormat.RFC4180).get()) {
      for (CSVRecord first : parser) {
        return first.stream().map(name -> name.replace("\uFEFF", "")).toList();
      }
      return List.of();
    }
  }

  /**
   * Returns a file as a table of texts.
   *
   * @param path a literal
   */
  static String table(String path, List<String> header) {
    String types =
        header.stream()
            .map(name -> Sql.literal(name) + ": 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    return ("read_csv(%s, columns = %s, auto_detect = false, header = true,"
            + " delim = ',', quote = '\"', escape = '\"', nullstr = '\u001f')")
        .formatted(path, types);
  }

  /** Returns a field with its type, under its own name; an empty number becomes null. */
  static String parsed(String name, String type) {
    String field = '"' + name + '"';
    String value =
        type.equals("VARCHAR")
            ? original(field)
            : "CAST(nullif(%s, '') AS %s)".formatted(field, type);
    return value + " AS " + field;
  }

  /** Does in SQL what {@link SpreadsheetFormula#original} does. */
  private static String original(String field) {
    return ("CASE WHEN starts_with(%1$s, '''') AND regexp_matches(substr(%1$s, 2), %2$s)"
            + " AND NOT regexp_matches(substr(%1$s, 2), %3$s)"
            + " THEN substr(%1$s, 2) ELSE %1$s END")
        .formatted(
            field, Sql.literal(SpreadsheetFormula.FORM), Sql.literal(SpreadsheetFormula.NUMBER));
  }
}
