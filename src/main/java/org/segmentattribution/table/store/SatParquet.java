package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.table.Column;

/**
 * Rows as {@code sat.parquet}, through DuckDB: text, INTEGER, DOUBLE and BOOLEAN columns with the
 * names of {@code sat.csv}, null where a number is NaN or nothing is known.
 */
public final class SatParquet {
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

  private static void copy(RunRows table, Path file) throws IOException {
    String rows =
        "SELECT * EXCLUDE (run) FROM (%s)".formatted(table.select(List.of(Column.values())));
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
