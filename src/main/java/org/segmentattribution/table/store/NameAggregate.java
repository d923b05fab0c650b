package org.segmentattribution.table.store;

import java.util.List;
import java.util.Map;
import org.segmentattribution.table.Signs;

/**
 * The aggregates of one name in one group of tables.
 *
 * @param group values of the columns that form groups
 * @param name values of the columns that form names
 * @param counts images, tables and rows
 * @param topShare share of its tables with two or more segments in which it has the smallest rank,
 *     0 to 1; NaN where these are of fewer than five images
 * @param signs whether it speaks for or against the class
 * @param statistics statistics of each value
 * @param isElsewhere whether it is what lies outside every segment: it has no ranks
 */
public record NameAggregate(
    List<String> group,
    List<String> name,
    Counts counts,
    double topShare,
    Signs signs,
    Map<AggregateValue, Statistics> statistics,
    boolean isElsewhere) {
  /**
   * Numbers of images, tables and rows.
   *
   * @param images different images in which the name occurs
   * @param tables tables in which it occurs
   * @param rows its rows
   * @param allTables tables of the group with at least one row that passed the filter
   * @param singles tables that hold one segment: it has rank 1 by definition, so ranks leave them
   *     out
   */
  public record Counts(long images, long tables, long rows, long allTables, long singles) {}

  /**
   * Statistics of one value; NaN where the rows have none.
   *
   * @param relative mean over the tables in which the name occurs
   * @param absolute mean over all tables of the group
   * @param deviation standard deviation over the tables in which it occurs (n - 1)
   * @param absoluteDeviation standard deviation over all tables of the group
   * @param median over the tables in which it occurs
   * @param cases tables in which it occurs with such a value
   * @param allCases tables of the group that have such a value, or count as having one
   */
  public record Statistics(
      double relative,
      double absolute,
      double deviation,
      double absoluteDeviation,
      double median,
      long cases,
      long allCases) {
    /** Statistics of a value that no table can have. */
    static final Statistics NONE =
        new Statistics(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0);
  }

  /** Returns the number of different images in which the name occurs. */
  public long images() {
    return counts.images();
  }

  /** Returns the number of tables in which the name occurs. */
  public long tables() {
    return counts.tables();
  }

  /** Returns the number of rows of the name. */
  public long rows() {
    return counts.rows();
  }

  /** Returns the number of tables of the group. */
  public long allTables() {
    return counts.allTables();
  }

  /** Returns the number of tables of the group that hold one segment. */
  public long singles() {
    return counts.singles();
  }
}
