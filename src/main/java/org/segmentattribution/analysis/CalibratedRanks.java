package org.segmentattribution.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.NameAggregate;

/**
 * Compares raw and calibrated ranks of the segments of a group: where they differ, the raw rank may
 * be due to size and shape.
 */
public final class CalibratedRanks {
  /** Difference of mean ranks that is worth a reader's time. */
  private static final double APART = 1;

  private static final int LEAST_IMAGES = 10;
  private static final int MOST_NAMES = 4;

  private CalibratedRanks() {}

  /** Names the segments whose mean ranks differ, those that gain most from their size first. */
  public static Optional<String> caveat(String heading, List<NameAggregate> segments) {
    List<String> names =
        segments.stream()
            .filter(a -> a.tables() >= LEAST_IMAGES && Math.abs(gain(a)) >= APART)
            .sorted(
                Comparator.comparingDouble((NameAggregate a) -> -gain(a))
                    .thenComparing(a -> a.name().get(0), SegmentNames.BY_CODE_POINT))
            .map(CalibratedRanks::text)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            heading
                + ": beside the same shape elsewhere in the same map, the mean rank of "
                + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? " and others" : "")
                + ". The raw rank may come from size and shape alone.");
  }

  /** Returns by how many places the raw rank is better; NaN without calibrated ranks. */
  private static double gain(NameAggregate a) {
    return mean(a, AggregateValue.CALIBRATED_RANK) - mean(a, AggregateValue.RANK);
  }

  private static double mean(NameAggregate a, AggregateValue value) {
    return a.statistics().get(value).relative();
  }

  private static String text(NameAggregate a) {
    return String.format(
        Locale.ROOT,
        "%s is %.1f, not %.1f",
        a.name().get(0),
        mean(a, AggregateValue.CALIBRATED_RANK),
        mean(a, AggregateValue.RANK));
  }
}
