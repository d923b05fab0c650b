package org.segmentattribution.table.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads fields of a row of the database from left to right.
 *
 * @param row where the query is
 * @param at number of the next column, from 1
 */
record QueryRow(ResultSet row, int[] at) {
  static QueryRow from(ResultSet row, int column) {
    return new QueryRow(row, new int[] {column});
  }

  List<String> texts(int count) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(row.getString(at[0]++));
    }
    return texts;
  }

  void skip() {
    at[0]++;
  }

  long count() throws SQLException {
    return row.getLong(at[0]++);
  }

  boolean truth() throws SQLException {
    return row.getBoolean(at[0]++);
  }

  /** Reads a number; NaN where there is none. */
  double number() throws SQLException {
    double value = row.getDouble(at[0]++);
    return row.wasNull() ? Double.NaN : value;
  }

  /** Reads the statistics of a value that some tables of the group have. */
  NameAggregate.Statistics statistics() throws SQLException {
    double relative = number();
    double sum = number();
    double deviation = number();
    double median = number();
    double squares = number();
    long cases = count();
    return statistics(relative, new Sums(sum, squares, count()), deviation, median, cases);
  }

  /** Reads the statistics of a value that no table of the group has. */
  NameAggregate.Statistics unseen() throws SQLException {
    Sums sums = new Sums(number(), number(), count());
    return statistics(Double.NaN, sums, Double.NaN, Double.NaN, 0);
  }

  /** Sums over all tables of a group, also those without the name. */
  private record Sums(double sum, double squares, long tables) {}

  private static NameAggregate.Statistics statistics(
      double relative, Sums of, double deviation, double median, long cases) {
    double absolute = of.tables == 0 ? Double.NaN : of.sum / of.tables;
    double spread = of.squares - of.tables * absolute * absolute;
    double absoluteDeviation =
        of.tables < 2 ? Double.NaN : Math.sqrt(Math.max(0, spread) / (of.tables - 1));
    return new NameAggregate.Statistics(
        relative, absolute, deviation, absoluteDeviation, median, cases, of.tables);
  }
}
