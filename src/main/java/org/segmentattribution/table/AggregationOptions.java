package org.segmentattribution.table;

import java.util.List;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.statistics.Bootstrap;

/**
 * How tables become aggregates.
 *
 * @param keepEmptyTables whether tables without rows count in N; they would give every name rank 0
 *     + 1 = 1, the best one
 * @param vocabulary normalised names to list even where they never occur; may be empty
 * @param rankSingles whether a table of one segment counts in ranks, as in the paper's own sums; by
 *     default it does not, since its only segment has rank 1 whatever the map is
 * @param bootstrap for the intervals of the mean rank
 */
public record AggregationOptions(
    boolean keepEmptyTables, List<String> vocabulary, boolean rankSingles, Bootstrap bootstrap) {
  /** Normalises the vocabulary. */
  public AggregationOptions {
    vocabulary = vocabulary.stream().map(SegmentNames::normalise).distinct().toList();
  }

  /**
   * Returns the defaults: no empty tables, no ranks of single segments, no vocabulary, 2000
   * resamples.
   */
  public static AggregationOptions defaults(long seed) {
    return new AggregationOptions(false, List.of(), false, Bootstrap.seeded(seed));
  }
}
