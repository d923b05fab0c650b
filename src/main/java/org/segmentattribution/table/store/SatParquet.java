package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.segmentattribution.file.database.LockedDatabase;
import org.segmentattribution.file.database.Sql;

/**
 * Reads and writes rows as {@code sat.parquet}, with DuckDB: text, INTEGER, DOUBLE and BOOLEAN
 * columns with the names of {@code sat.csv}; null where a number is NaN or a value is unknown.
 */
public final class SatParquet {
  private SatParquet() {}

  /**
   * Writes the rows of {@code satCsv} to {@code parquet}, in their order, and replaces the file.
   */
  public static void write(Path satCsv, Path parquet) throws IOException {
    TableStore.convert(satCsv, parquet).close();
  }

  /** Returns how many rows a file has. */
  public static long rows(Path parquet) throws IOException {
    String question = "SELECT count(*) FROM read_parquet(%s)";
    RunRows table = new RunRows("", parquet);
    try (DuckDBConnection database = LockedDatabase.open(Set.of(table.real()), null);
        Statement statement = database.createStatement();
        ResultSet count = statement.executeQuery(question.formatted(table.path()))) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new IOException(parquet + ": " + Sql.line(e), e);
    }
  }
}
