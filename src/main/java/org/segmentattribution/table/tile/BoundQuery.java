package org.segmentattribution.table.tile;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.database.Sql;
import org.segmentattribution.table.store.TableStore;

/**
 * Asks a database with bound values, one question at a time.
 *
 * @param store the database
 */
record BoundQuery(TableStore store) {
  /** Makes a value from a row of an answer. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Returns the values of all rows. */
  <T> List<T> all(String sql, List<?> values, Row<T> made) {
    synchronized (store) {
      try (PreparedStatement statement = bound(sql, values);
          ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(made.of(rows));
        }
        return found;
      } catch (SQLException e) {
        throw new IllegalStateException(Sql.line(e), e);
      }
    }
  }

  /** Runs a statement without an answer. */
  void run(String sql, List<?> values) {
    synchronized (store) {
      try (PreparedStatement statement = bound(sql, values)) {
        statement.execute();
      } catch (SQLException e) {
        throw new IllegalStateException(Sql.line(e), e);
      }
    }
  }

  private PreparedStatement bound(String sql, List<?> values) throws SQLException {
    PreparedStatement statement = store.prepare(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  /** Reads a number; null where there is none. */
  static Double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() || !Double.isFinite(value) ? null : value;
  }

  /** Reads a whole number; null where there is none. */
  static Integer whole(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
