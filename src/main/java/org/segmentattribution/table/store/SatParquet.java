package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.table.SatCsv;

/**
 * Rows as {@code sat.parquet}, through DuckDB: text, INTEGER, DOUBLE and BOOLEAN columns with the
 * names of {@code sat.csv}, null where a number is NaN or nothing is known.
 */
public final class SatParquet {
  private static final Set<String> INTEGERS =
      Set.of("segment_id", "mask_size", "mask_size_unpadded", "explained_class_index");
  private static final Set<String> DOUBLES =
      Set.of(
          "confidence",
          "score",
          "mask_fraction",
          "mean_signed",
          "mean_attribution",
          "total_attribution",
          "rank",
          "shift_share",
          "calibrated_rank",
          "explained_confidence");

  private SatParquet() {}

  /**
   * Replaces {@code parquet} by the rows of {@code satCsv}, in their order; holds few at a time.
   */
  public static void write(Path satCsv, Path parquet) throws IOException {
    RunRows table = new RunRows("", satCsv);
    ReplacedFile.write(parquet, file -> copy(table, LockedDatabase.real(file)));
  }

  /** How many rows a file has. */
  public static long rows(Path parquet) throws IOException {
    String question = "SELECT count(*) FROM read_parquet(%s)";
    RunRows table = new RunRows("", parquet);
    try (DuckDBConnection database = LockedDatabase.open(Set.of(table.real()), null);
        Statement statement = database.createStatement();
        ResultSet count = statement.executeQuery(question.formatted(table.path()))) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new IOException(parquet + ": " + TableStore.line(e), e);
    }
  }

  /** Columns of {@code sat.csv} with their types, as a table is created. */
  static String columns(List<String> columns) {
    return columns.stream()
        .map(name -> '"' + name + "\" " + type(name))
        .collect(Collectors.joining(", "));
  }

  static String type(String column) {
    if (INTEGERS.contains(column)) {
      return "INTEGER";
    }
    if (column.equals("correct")) {
      return "BOOLEAN";
    }
    return DOUBLES.contains(column) ? "DOUBLE" : "VARCHAR";
  }

  private static void copy(RunRows table, Path file) throws IOException {
    String rows = "SELECT * EXCLUDE (run) FROM (%s)".formatted(table.select(SatCsv.COLUMNS));
    try (DuckDBConnection database = LockedDatabase.open(Set.of(table.real(), file), null)) {
      LockedDatabase.lock(database);
      try (Statement statement = database.createStatement()) {
        statement.execute(
            "COPY (%s) TO %s (FORMAT parquet, USE_TMP_FILE false)"
                .formatted(rows, RunRows.literal(file)));
      }
    } catch (SQLException e) {
      throw table.failure(e);
    }
  }
}
