package org.segmentattribution.table.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.file.SpreadsheetFormula;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;

/**
 * The rows of one run, as DuckDB reads them.
 *
 * @param run as the user named it
 * @param file {@code sat.parquet} or {@code sat.csv}
 */
record RunRows(String run, Path file) {
  /**
   * Finds a run's rows.
   *
   * @throws IOException where there are none
   */
  static RunRows of(Path run) throws IOException {
    if (Files.isRegularFile(run)) {
      return new RunRows(run.toString(), run);
    }
    Path csv = run.resolve("sat.csv");
    Path parquet = run.resolve("sat.parquet");
    if (Files.isRegularFile(parquet) && !(Files.isRegularFile(csv) && isNewer(csv, parquet))) {
      return new RunRows(run.toString(), parquet);
    }
    if (!Files.isRegularFile(csv)) {
      throw new IOException(run + " is not a run: it holds no sat.csv");
    }
    return new RunRows(run.toString(), csv);
  }

  /**
   * Returns the run's folder, which may hold equal rows in both formats; for a file with another
   * name, the file.
   */
  Path whole() throws IOException {
    Path real = file.toRealPath();
    return Set.of("sat.csv", "sat.parquet").contains(real.getFileName().toString())
        ? real.getParent()
        : real;
  }

  /** Returns whether somebody has edited or replaced the text. */
  private static boolean isNewer(Path csv, Path parquet) throws IOException {
    return Files.getLastModifiedTime(csv).compareTo(Files.getLastModifiedTime(parquet)) > 0;
  }

  private boolean isCsv() {
    return !file.getFileName().toString().endsWith(".parquet");
  }

  /** Returns the statement that reads columns of the rows and adds the column {@code run}. */
  String select(List<Column> wanted) throws IOException {
    if (!isCsv()) {
      String known =
          wanted.stream().map(c -> Sql.literal(c.text())).collect(Collectors.joining(", "));
      return "SELECT %s AS run, COLUMNS(lambda c: c IN (%s)) FROM read_parquet(%s)"
          .formatted(Sql.literal(run), known, path());
    }
    List<String> header = header();
    for (String name : SatCsv.REQUIRED) {
      if (!header.contains(name)) {
        throw new IOException("%s, line 1: no column '%s'".formatted(file, name));
      }
    }
    String types =
        header.stream()
            .map(name -> Sql.literal(name) + ": 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    String columns =
        wanted.stream()
            .filter(column -> header.contains(column.text()))
            .map(RunRows::parsed)
            .collect(Collectors.joining(", "));
    return ("SELECT %s AS run, %s FROM read_csv(%s, columns = %s, auto_detect = false, header = true,"
            + " delim = ',', quote = '\"', escape = '\"', nullstr = '\u001f')")
        .formatted(Sql.literal(run), columns, path(), types);
  }

  private static String parsed(Column column) {
    String field = '"' + column.text() + '"';
    String type = column.type().sql();
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

  private List<String> header() throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.builder().setReader(in).setFormat(CSVFormat.RFC4180).get()) {
      for (CSVRecord first : parser) {
        return first.stream().map(name -> name.replace("\uFEFF", "")).toList();
      }
      return List.of();
    }
  }

  /** Makes an error that says what is wrong with the file; our own reader names line and column. */
  IOException failure(SQLException e) {
    if (isCsv()) {
      try {
        SatCsv.read(file, row -> {});
      } catch (IOException better) {
        return better;
      }
    }
    return new IOException(file + ": " + Sql.line(e), e);
  }

  /** Returns the file that links lead to. */
  Path real() throws IOException {
    return file.toRealPath();
  }

  String path() throws IOException {
    return Sql.pattern(real());
  }
}
