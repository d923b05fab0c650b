package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.duckdb.DuckDBConnection;
import org.segmentattribution.file.database.LockedDatabase;
import org.segmentattribution.file.database.Sql;

/**
 * A locked database with a folder of its own for what does not fit into memory; the folder is
 * deleted with it.
 */
final class StoreDatabase implements AutoCloseable {
  private final Path folder;
  private final DuckDBConnection connection;

  private StoreDatabase(Path folder, DuckDBConnection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /**
   * Opens a database in memory that can reach only some files.
   *
   * @param files absolute paths, as statements will name them
   */
  static StoreDatabase open(Set<Path> files) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("sat-tables");
    try {
      return new StoreDatabase(folder, LockedDatabase.open(files, folder.resolve("spill")));
    } catch (SQLException | RuntimeException | LinkageError e) {
      FileUtils.deleteDirectory(folder.toFile());
      throw e;
    }
  }

  /** Locks all settings, once everything is loaded. */
  void lock() throws SQLException {
    LockedDatabase.lock(connection);
  }

  /** Returns how DuckDB parses a statement, as JSON; nothing of it is run. */
  String parsed(String question) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(CAST(? AS VARCHAR))")) {
      statement.setString(1, question);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** Reads the rows of an answer, one at a time. */
  void query(String sql, RowReader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  /** Takes the rows of a result. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(Sql.line(e), e);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }
}
