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
 * @param attribution means of its mean attribution
 * @param rank means of its rank, their interval, and how often it is first
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
   * Images and tables.
   *
   * @param images unique images in which the name occurs
   * @param ranked tables that hold it and another segment: its ranks are over these
   * @param tables images with at least one row, N of the absolute mean attribution
   * @param singles those of them whose table holds one segment: it has rank 1 by definition, so
   *     everything about ranks leaves them out
   */
  public record Counts(int images, int ranked, int tables, int singles) {}

  /**
   * Means of the mean attribution.
   *
   * @param relative over the images where the name occurs
   * @param absolute over all tables, 0 where it is missing
   */
  public record Attribution(double relative, double absolute) {}

  /**
   * Means of the rank.
   *
   * @param relative over the images where the name occurs
   * @param absolute over all tables, rows + 1 where it is missing
   * @param interval 95 % bootstrap interval of {@code relative}
   * @param topShare share of the ranked tables in which it has the smallest rank number, 0 to 1;
   *     NaN under five images
   */
  public record Rank(double relative, double absolute, Interval interval, double topShare) {}

  /** Largest relative mean attribution first, names never seen last; then by name. */
  public static final Comparator<AggregateRow> BY_RELATIVE_ATTRIBUTION =
      largestFirst(AggregateRow::relativeMeanAttribution);

  /** Largest absolute mean attribution first; then by name. */
  public static final Comparator<AggregateRow> BY_ABSOLUTE_ATTRIBUTION =
      largestFirst(AggregateRow::absoluteMeanAttribution);

  private static Comparator<AggregateRow> largestFirst(ToDoubleFunction<AggregateRow> value) {
    return Comparator.<AggregateRow>comparingDouble(row -> -value.applyAsDouble(row))
        .thenComparing(AggregateRow::segment, SegmentNames.BY_CODE_POINT);
  }

  /** Unique images in which the name occurs. */
  public int images() {
    return counts.images();
  }

  /** Tables that hold it and another segment. */
  public int ranked() {
    return counts.ranked();
  }

  /** Images with at least one row. */
  public int tables() {
    return counts.tables();
  }

  /** Images whose table holds one segment. */
  public int singles() {
    return counts.singles();
  }

  /** Mean attribution over the images where the name occurs. */
  public double relativeMeanAttribution() {
    return attribution.relative();
  }

  /** Mean attribution over all tables. */
  public double absoluteMeanAttribution() {
    return attribution.absolute();
  }

  /** Mean rank over the images where the name occurs. */
  public double relativeMeanRank() {
    return rank.relative();
  }

  /** Mean rank over all tables. */
  public double absoluteMeanRank() {
    return rank.absolute();
  }

  /** Lower end of the interval of the relative mean rank. */
  public double rankLow() {
    return rank.interval().low();
  }

  /** Upper end of the interval of the relative mean rank. */
  public double rankHigh() {
    return rank.interval().high();
  }

  /** Share of the ranked tables in which it is first, 0 to 1, or NaN. */
  public double topShare() {
    return rank.topShare();
  }
}
