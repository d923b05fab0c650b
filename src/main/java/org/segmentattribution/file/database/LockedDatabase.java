package org.segmentattribution.file.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Opens DuckDB databases in memory that can do no harm: they read and write only the files that
 * they are opened for, keep no secrets and load no extensions, and once they are locked no
 * statement changes a setting.
 */
public final class LockedDatabase {
  private static final List<String> SETTINGS =
      List.of(
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET allow_community_extensions = false",
          "SET allow_persistent_secrets = false",
          "SET enable_logging = false",
          "SET memory_limit = '600MB'");

  private LockedDatabase() {}

  /**
   * Opens a database that can reach only some files.
   *
   * @param files absolute paths, as statements will name them
   * @param spill folder for data that do not fit into memory; null = none
   */
  public static DuckDBConnection open(Set<Path> files, Path spill) throws SQLException {
    return open(files, spill, false);
  }

  /**
   * Opens a database that can reach only some files, and gives rows while it reads them: a result
   * is never whole in memory.
   *
   * @param files absolute paths, as statements will name them
   */
  public static DuckDBConnection openStreaming(Set<Path> files) throws SQLException {
    return open(files, null, true);
  }

  private static DuckDBConnection open(Set<Path> files, Path spill, boolean streaming)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, String.valueOf(streaming));
    DuckDBConnection database =
        DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
    try {
      for (String setting : SETTINGS) {
        execute(database, setting);
      }
      String folder = spill == null ? "''" : Sql.literal(spill);
      if (streaming) {
        // two thousand rows are in memory at once, each with a picture
        execute(database, "SET memory_limit = '2GB'");
      }
      execute(database, "SET temp_directory = " + folder);
      Set<String> paths = new LinkedHashSet<>();
      for (Path file : files) {
        paths.add(Sql.literal(file));
        // a name with a bracket or star is written as a pattern
        paths.add(Sql.pattern(file));
      }
      execute(
          database, paths.stream().collect(Collectors.joining(", ", "SET allowed_paths = [", "]")));
      execute(database, "SET enable_external_access = false");
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Locks all settings. Uses one thread, so that sums are computed in the order of the rows and
   * have the same last digit.
   */
  public static void lock(DuckDBConnection database) throws SQLException {
    execute(database, "SET threads = 1");
    execute(database, "SET lock_configuration = true");
  }

  /** Returns a file's path with links followed. The file may not exist yet; its folder must. */
  public static Path real(Path file) throws IOException {
    return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
  }

  private static void execute(DuckDBConnection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
