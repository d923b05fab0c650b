package org.segmentattribution.table.store;

import java.nio.file.Path;
import java.sql.SQLException;

/** Writes texts and paths for statements of DuckDB, and its errors in one line. */
final class Sql {
  private Sql() {}

  /** Returns a text as a literal. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns a path as a literal. */
  static String literal(Path file) {
    return literal(file.toString());
  }

  /** Returns a path as a pattern that matches only this file. */
  static String pattern(Path file) {
    return literal(file.toString().replaceAll("[\\[*?]", "[$0]"));
  }

  /** Returns the database's error in one line. */
  static String line(SQLException e) {
    return e.getMessage().lines().findFirst().orElse("").replaceFirst("^\\w+ Error: ", "");
  }
}
