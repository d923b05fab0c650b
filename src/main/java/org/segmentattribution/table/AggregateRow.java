package org.segmentattribution.table;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.api.SegmentNames;

/**
 * What one segment came to over the images of one class under one method. NaN stands for "no value"
 * (a name that was never seen has no relative mean) and is written as an empty field.
 *
 * @param method saliency method
 * @param className the images' class
 * @param segment name
 * @param images unique images in which the name occurs
 * @param ranked tables in which it stands beside another segment: those that its ranks are over
 * @param tables images with at least one row, N of the absolute mean attribution
 * @param singles those of them whose table holds one segment: it has rank 1 by definition, so they
 *     are left out of everything that ranks are in
 * @param relativeMeanAttribution mean over the images where the name occurs
 * @param absoluteMeanAttribution mean over all tables, 0 where it is missing
 * @param relativeMeanRank mean rank over the images where it occurs
 * @param absoluteMeanRank mean over all tables, rows + 1 where it is missing
 * @param rankLow lower end of the 95 % bootstrap interval of {@code relativeMeanRank}
 * @param rankHigh upper end
 * @param topShare share of the {@code ranked} in which it has the smallest rank number; NaN under
 *     five images
 * @param signs whether it speaks for or against the class
 */
public record AggregateRow(
    String method,
    String className,
    String segment,
    int images,
    int ranked,
    int tables,
    int singles,
    double relativeMeanAttribution,
    double absoluteMeanAttribution,
    double relativeMeanRank,
    double absoluteMeanRank,
    double rankLow,
    double rankHigh,
    double topShare,
    Signs signs) {
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
}
