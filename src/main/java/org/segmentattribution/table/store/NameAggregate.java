package org.segmentattribution.table.store;

import java.util.List;
import java.util.Map;
import org.segmentattribution.table.Signs;

/**
 * The aggregates of one name in one group of tables.
 *
 * @param group values of the columns that make groups
 * @param name values of the columns that make names
 * @param counts images, tables and rows
 * @param topShare share of its tables of two segments or more in which it has the smallest rank, 0
 *     to 1; NaN where these are of fewer than five images
 * @param signs whether it speaks for or against the class
 * @param statistics by value
 */
public record NameAggregate(
    List<String> group,
    List<String> name,
    Counts counts,
    double topShare,
    Signs signs,
    Map<AggregateValue, Statistics> statistics) {
  /**
   * Images, tables and rows.
   *
   * @param images unique images in which the name occurs
   * @param tables tables in which it occurs
   * @param rows its rows
   * @param allTables tables of the group, with a row or more that passed the filter
   * @param singles those of them that hold one segment: it has rank 1 by definition, so ranks leave
   *     them out
   */
  public record Counts(long images, long tables, long rows, long allTables, long singles) {}

  /**
   * Statistics of one value; NaN where the rows have none.
   *
   * @param relative mean over the tables in which the name occurs
   * @param absolute mean over all tables of the group
   * @param deviation standard deviation over the tables in which it occurs (n - 1)
   * @param absoluteDeviation over all tables of the group
   * @param median over the tables in which it occurs
   * @param cases tables in which it occurs that have such a value
   * @param allCases tables of the group that have one, or count as having one
   */
  public record Statistics(
      double relative,
      double absolute,
      double deviation,
      double absoluteDeviation,
      double median,
      long cases,
      long allCases) {}

  /** Unique images in which the name occurs. */
  public long images() {
    return counts.images();
  }

  /** Tables in which the name occurs. */
  public long tables() {
    return counts.tables();
  }

  /** Rows of the name. */
  public long rows() {
    return counts.rows();
  }

  /** Tables of the group. */
  public long allTables() {
    return counts.allTables();
  }

  /** Tables of the group that hold one segment. */
  public long singles() {
    return counts.singles();
  }
}
