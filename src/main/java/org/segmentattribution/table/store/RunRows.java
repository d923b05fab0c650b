package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.file.database.Sql;
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
    List<String> header = CsvFields.header(file);
    for (String name : SatCsv.REQUIRED) {
      if (!header.contains(name)) {
        throw new IOException("%s, line 1: no column '%s'".formatted(file, name));
      }
    }
    String columns =
        wanted.stream()
            .filter(column -> header.contains(column.text()))
            .map(column -> CsvFields.parsed(column.text(), column.type().sql()))
            .collect(Collectors.joining(", "));
    return "SELECT %s AS run, %s FROM %s"
        .formatted(Sql.literal(run), columns, CsvFields.table(path(), header));
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
