package org.segmentattribution.table.store;

import java.util.List;
import java.util.Map;
import org.segmentattribution.table.Signs;

/**
 * What one name came to in one group of tables.
 *
 * @param group values of the columns that make groups
 * @param name values of the columns that make names
 * @param images unique images in which the name occurs
 * @param tables tables in which it does
 * @param rows its rows
 * @param allTables tables of the group, with a row or more that passed the filter
 * @param singles those of them that hold one segment: it has rank 1 by definition, so ranks leave
 *     them out
 * @param topShare share of its tables of two segments or more in which it has the smallest rank, 0
 *     to 1; NaN where these are of fewer than five images
 * @param signs whether it speaks for or against the class
 * @param statistics by value
 */
public record NameAggregate(
    List<String> group,
    List<String> name,
    long images,
    long tables,
    long rows,
    long allTables,
    long singles,
    double topShare,
    Signs signs,
    Map<AggregateValue, Statistics> statistics) {
  /**
   * Of one value; NaN where the rows have none.
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
}
