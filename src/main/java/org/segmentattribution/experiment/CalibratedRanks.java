package org.segmentattribution.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.segmentattribution.image.SegmentNames;
import org.segmentattribution.table.SegmentAttribution;

/**
 * Raw and calibrated ranks of the segments of a group: where they disagree, size and shape may have
 * made the raw rank.
 */
final class CalibratedRanks {
  /** Places by which mean ranks must differ to be worth a reader's time. */
  private static final double APART = 1;

  private static final int LEAST_IMAGES = 10;
  private static final int MOST_NAMES = 4;

  private final Map<String, double[]> sums = new TreeMap<>(SegmentNames.BY_CODE_POINT);

  /** Takes up a row; rows without a calibrated rank do not count. */
  void add(SegmentAttribution row) {
    if (!Double.isNaN(row.calibratedRank())) {
      double[] sum = sums.computeIfAbsent(row.segment(), name -> new double[3]);
      sum[0] += row.rank();
      sum[1] += row.calibratedRank();
      sum[2]++;
    }
  }

  /** Names whose mean ranks are apart, those that gain most from their size first. */
  Optional<String> caveat(String heading) {
    List<String> names = new ArrayList<>();
    sums.entrySet().stream()
        .filter(e -> e.getValue()[2] >= LEAST_IMAGES && Math.abs(gain(e.getValue())) >= APART)
        .sorted((a, b) -> Double.compare(gain(b.getValue()), gain(a.getValue())))
        .forEach(e -> names.add(text(e.getKey(), e.getValue())));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            heading
                + ": beside the same shape elsewhere in the same map, the mean rank of "
                + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? " and others" : "")
                + ". The raw rank may come from size and shape alone.");
  }

  /** Places by which the raw rank is better. */
  private static double gain(double[] sum) {
    return (sum[1] - sum[0]) / sum[2];
  }

  private static String text(String name, double[] sum) {
    return String.format(
        Locale.ROOT, "%s is %.1f, not %.1f", name, sum[1] / sum[2], sum[0] / sum[2]);
  }
}
