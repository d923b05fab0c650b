package org.segmentattribution.dataset.packed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.segmentattribution.dataset.decode.FileKind;
import org.segmentattribution.dataset.decode.FileStart;
import org.segmentattribution.dataset.decode.Reason;
import org.segmentattribution.file.database.LockedDatabase;
import org.segmentattribution.file.database.Sql;

/**
 * Parquet tables with a column of pictures, as the hub of Hugging Face keeps them: {@code image}
 * with the bytes of a file and its path, {@code label} as a text, or as a number whose names are in
 * the table's metadata.
 */
final class ParquetFormat implements Format {
  @Override
  public Listing unpack(Path file, Intake intake) throws IOException {
    Path real = LockedDatabase.real(file).toRealPath();
    try (DuckDBConnection database = LockedDatabase.openStreaming(Set.of(real));
        Statement statement = database.createStatement()) {
      LockedDatabase.lock(database);
      PictureColumns columns = PictureColumns.of(intake, statement, real);
      return new Listing("", images(intake, statement, columns, real), intake.notes());
    } catch (SQLException e) {
      String line = Reason.of(Sql.line(e));
      throw intake.refusal(
          line.contains("failed to allocate")
              ? "its row groups are too large for the memory; write it with 100 rows in each"
              : "the table cannot be read: " + line);
    }
  }

  private static List<Listing.Label> images(
      Intake intake, Statement statement, PictureColumns columns, Path file)
      throws SQLException, IOException {
    boolean named = areNamed(statement, columns, file);
    String split = SplitOfName.of(file);
    List<Listing.Label> labels = new ArrayList<>();
    long row = 0;
    String query =
        "SELECT %s, %s, %s FROM read_parquet(%s)"
            .formatted(columns.bytes(), columns.path(), columns.label(), Sql.pattern(file));
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        byte[] bytes = rows.getBytes(1);
        String name =
            named ? rows.getString(2) : String.format(Locale.ROOT, "%07d.%s", row, kind(bytes));
        row++;
        if (bytes == null) {
          intake.leave(name, "row " + row + " holds no picture, only its name or nothing");
          continue;
        }
        int before = intake.paths().size();
        intake.add(name, new ByteArrayInputStream(bytes));
        String label = columns.name(intake, row, rows.getString(3));
        labels.add(new Listing.Label(intake.paths().get(before), label, split));
      }
    }
    return labels;
  }

  /** Returns whether every row has a path of its own that is a picture's name. */
  private static boolean areNamed(Statement statement, PictureColumns columns, Path file)
      throws SQLException {
    String path = columns.path();
    String query =
        ("SELECT count(*) > 0 AND count(*) = count(DISTINCT lower(%s)) AND"
                + " coalesce(bool_and(regexp_matches(%s, '^[^\\s/\\\\.:][^/\\\\:]*\\.[A-Za-z]{3,4}$')),"
                + " false) FROM read_parquet(%s)")
            .formatted(path, path, Sql.pattern(file));
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** Returns the extension for a picture's bytes. */
  private static String kind(byte[] bytes) {
    FileKind kind = FileStart.kind(bytes == null ? new byte[0] : bytes);
    return switch (kind) {
      case PNG, GIF, BMP, WEBP, HEIC, AVIF -> kind.name().toLowerCase(Locale.ROOT);
      case TIFF -> "tif";
      default -> "jpg";
    };
  }
}
