package org.segmentattribution.table.store;

import java.nio.file.Path;
import java.sql.SQLException;

/** Texts and paths in statements of DuckDB, and its errors in one line. */
final class Sql {
  private Sql() {}

  /** A text as a literal. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A path as a literal. */
  static String literal(Path file) {
    return literal(file.toString());
  }

  /** A path as a pattern that means this file alone. */
  static String pattern(Path file) {
    return literal(file.toString().replaceAll("[\\[*?]", "[$0]"));
  }

  /** What the database says is wrong, in one line. */
  static String line(SQLException e) {
    return e.getMessage().lines().findFirst().orElse("").replaceFirst("^\\w+ Error: ", "");
  }
}
