package org.segmentattribution.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
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

  /** Replaces {@code parquet} by the rows of {@code satCsv}, in their order. */
  public static void write(Path satCsv, Path parquet) throws IOException {
    try (DuckDBConnection database =
            DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        Statement statement = database.createStatement()) {
      for (String setting : OFFLINE) {
        statement.execute(setting);
      }
      statement.execute("CREATE TABLE sat (" + columns(SatCsv.COLUMNS) + ")");
      append(database, satCsv);
      ReplacedFile.write(parquet, file -> copy(statement, file));
    } catch (SQLException e) {
      throw failure(parquet, e);
    }
  }

  private static IOException failure(Path parquet, SQLException e) {
    return new IOException(parquet + ": " + e.getMessage().lines().findFirst().orElse(""), e);
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

  private static void copy(Statement statement, Path file) throws IOException {
    String literal = "'" + file.toString().replace("'", "''") + "'";
    try {
      statement.execute("COPY sat TO " + literal + " (FORMAT parquet)");
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private static void append(DuckDBConnection database, Path satCsv)
      throws SQLException, IOException {
    try (DuckDBAppender to = database.createAppender("sat")) {
      SatCsv.read(
          satCsv,
          row -> {
            try {
              append(to, row);
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  private static void append(DuckDBAppender to, SegmentAttribution r) throws SQLException {
    to.beginRow()
        .append(r.imageId())
        .append(r.image())
        .append(r.label())
        .append(r.predicted())
        .append(r.target())
        .append(number(r.confidence()))
        .append(r.model())
        .append(r.method())
        .append(r.segmentId())
        .append(r.segment())
        .append(number(r.score()))
        .append(r.maskSize())
        .append(r.maskSizeUnpadded())
        .append(number(r.maskFraction()))
        .append(r.position().text())
        .append(number(r.meanSigned()))
        .append(number(r.meanAttribution()))
        .append(number(r.totalAttribution()))
        .append(number(r.rank()))
        .append(number(r.shiftShare()))
        .append(number(r.calibratedRank()))
        .endRow();
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
