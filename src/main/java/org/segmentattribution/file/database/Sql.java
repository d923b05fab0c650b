package org.segmentattribution.file.database;

import java.nio.file.Path;
import java.sql.SQLException;

/** Writes texts and paths for statements of DuckDB, and its errors in one line. */
public final class Sql {
  private Sql() {}

  /** Returns a text as a literal. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns a path as a literal. */
  public static String literal(Path file) {
    return literal(file.toString());
  }

  /** Returns a path as a pattern that matches only this file. */
  public static String pattern(Path file) {
    return literal(file.toString().replaceAll("[\\[*?]", "[$0]"));
  }

  /** Returns the database's error in one line. */
  public static String line(SQLException e) {
    return e.getMessage().lines().findFirst().orElse("").replaceFirst("^\\w+ Error: ", "");
  }
}
