package org.segmentattribution.table;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.statistics.Interval;

/**
 * The aggregates of one segment over the images of one class under one method. NaN means "no value"
 * (a name that was never seen has no relative mean) and is written as an empty field.
 *
 * @param method saliency method
 * @param className the images' class
 * @param segment name
 * @param counts images and tables
 * @param attribution means of the mean attribution
 * @param rank means of the rank, their interval, and how often it is first
 * @param signs whether it speaks for or against the class
 */
public record AggregateRow(
    String method,
    String className,
    String segment,
    Counts counts,
    Attribution attribution,
    Rank rank,
    Signs signs) {

  /**
   * Numbers of images and tables.
   *
   * @param images unique images in which the name occurs
   * @param ranked tables that hold the name and another segment; its ranks are over these
   * @param tables images with at least one row, N of the absolute mean attribution
   * @param singles images whose table holds only one segment: it has rank 1 by definition, so these
   *     are left out of all ranks
   */
  public record Counts(int images, int ranked, int tables, int singles) {}

  /**
   * Means of the mean attribution.
   *
   * @param relative over the images where the name occurs
   * @param absolute over all tables; 0 where the name is missing
   */
  public record Attribution(double relative, double absolute) {}

  /**
   * Means of the rank.
   *
   * @param relative over the images where the name occurs
   * @param absolute over all tables; rows + 1 where the name is missing
   * @param interval 95 % bootstrap interval of {@code relative}
   * @param topShare share of the ranked tables in which it has the smallest rank, 0 to 1; NaN for
   *     fewer than five images
   */
  public record Rank(double relative, double absolute, Interval interval, double topShare) {
    /** The ranks of what has none. */
    public static final Rank NONE = new Rank(Double.NaN, Double.NaN, Interval.NONE, Double.NaN);
  }

  /**
   * Orders by relative mean attribution, largest first, names that never occur last; then by name.
   */
  public static final Comparator<AggregateRow> BY_RELATIVE_ATTRIBUTION =
      largestFirst(AggregateRow::relativeMeanAttribution);

  /** Orders by absolute mean attribution, largest first; then by name. */
  public static final Comparator<AggregateRow> BY_ABSOLUTE_ATTRIBUTION =
      largestFirst(AggregateRow::absoluteMeanAttribution);

  private static Comparator<AggregateRow> largestFirst(ToDoubleFunction<AggregateRow> value) {
    return Comparator.<AggregateRow>comparingDouble(row -> -value.applyAsDouble(row))
        .thenComparing(AggregateRow::segment, SegmentNames.BY_CODE_POINT);
  }

  /** Returns the number of different images in which the name occurs. */
  public int images() {
    return counts.images();
  }

  /** Returns the number of tables that hold the name and another segment. */
  public int ranked() {
    return counts.ranked();
  }

  /** Returns the number of images with at least one row. */
  public int tables() {
    return counts.tables();
  }

  /** Returns the number of images whose table holds one segment. */
  public int singles() {
    return counts.singles();
  }

  /** Returns the mean attribution over the images where the name occurs. */
  public double relativeMeanAttribution() {
    return attribution.relative();
  }

  /** Returns the mean attribution over all tables. */
  public double absoluteMeanAttribution() {
    return attribution.absolute();
  }

  /** Returns the mean rank over the images where the name occurs. */
  public double relativeMeanRank() {
    return rank.relative();
  }

  /** Returns the mean rank over all tables. */
  public double absoluteMeanRank() {
    return rank.absolute();
  }

  /** Returns the lower end of the interval of the relative mean rank. */
  public double rankLow() {
    return rank.interval().low();
  }

  /** Returns the upper end of the interval of the relative mean rank. */
  public double rankHigh() {
    return rank.interval().high();
  }

  /** Returns the share of the ranked tables in which it is first, 0 to 1, or NaN. */
  public double topShare() {
    return rank.topShare();
  }
}
