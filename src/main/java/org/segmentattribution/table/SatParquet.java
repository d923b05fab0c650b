package org.segmentattribution.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.segmentattribution.image.ReplacedFile;

/**
 * Rows as {@code sat.parquet}, through DuckDB: text, INTEGER and DOUBLE columns with the names of
 * {@code sat.csv}, null where a number is NaN.
 */
public final class SatParquet {
  private static final Set<String> INTEGERS =
      Set.of("segment_id", "mask_size", "mask_size_unpadded");
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
          "calibrated_rank");

  /** Parquet is built into DuckDB; nothing may be fetched. */
  private static final List<String> OFFLINE =
      List.of(
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET threads = 1");

  private SatParquet() {}

  /**
   * Replaces {@code parquet} by the rows of {@code satCsv}, in their order; holds few at a time.
   */
  public static void write(Path satCsv, Path parquet) throws IOException {
    RunTable table = new RunTable("", satCsv);
    try (DuckDBConnection database = database();
        Statement statement = database.createStatement()) {
      String rows = "SELECT * EXCLUDE (run) FROM (%s)".formatted(table.select(SatCsv.COLUMNS));
      ReplacedFile.write(parquet, file -> copy(statement, table, rows, file));
    } catch (SQLException e) {
      throw new IOException(parquet + ": " + TableStore.line(e), e);
    }
  }

  /** How many rows a file has. */
  public static long rows(Path parquet) throws IOException {
    String question = "SELECT count(*) FROM read_parquet(%s)";
    try (DuckDBConnection database = database();
        Statement statement = database.createStatement();
        ResultSet count =
            statement.executeQuery(question.formatted(new RunTable("", parquet).path()))) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new IOException(parquet + ": " + TableStore.line(e), e);
    }
  }

  private static DuckDBConnection database() throws SQLException {
    DuckDBConnection database =
        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
    try (Statement statement = database.createStatement()) {
      for (String setting : OFFLINE) {
        statement.execute(setting);
      }
    }
    return database;
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
    return DOUBLES.contains(column) ? "DOUBLE" : "VARCHAR";
  }

  private static void copy(Statement statement, RunTable table, String rows, Path file)
      throws IOException {
    try {
      statement.execute("COPY (%s) TO %s (FORMAT parquet)".formatted(rows, RunTable.literal(file)));
    } catch (SQLException e) {
      throw table.failure(e);
    }
  }
}
