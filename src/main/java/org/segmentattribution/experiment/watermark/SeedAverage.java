package org.segmentattribution.experiment.watermark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * Averages each image's rows over several classifiers, so that an image counts once in later
 * results.
 */
final class SeedAverage {
  private SeedAverage() {}

  /** Returns one row for each image, method and segment, in order of first occurrence. */
  static List<SegmentAttributionTable> of(List<List<SegmentAttribution>> classifiers) {
    record Key(String method, String imageId, String segment) {}
    Map<Key, List<SegmentAttribution>> groups = new LinkedHashMap<>();
    for (List<SegmentAttribution> rows : classifiers) {
      for (SegmentAttribution row : rows) {
        groups
            .computeIfAbsent(
                new Key(row.method(), row.imageId(), row.segment()), k -> new ArrayList<>())
            .add(row);
      }
    }
    return SegmentAttributionTable.group(
        groups.values().stream().map(SeedAverage::average).toList());
  }

  private static SegmentAttribution average(List<SegmentAttribution> rows) {
    SegmentAttribution first = rows.get(0);
    double n = rows.size();
    return new SegmentAttribution(
        first.imageId(),
        first.image(),
        first.label(),
        first.predicted(),
        first.target(),
        rows.stream().mapToDouble(SegmentAttribution::confidence).sum() / n,
        "",
        first.method(),
        first.segmentId(),
        first.segment(),
        first.score(),
        first.maskSize(),
        first.maskSizeUnpadded(),
        first.maskFraction(),
        first.position(),
        rows.stream().mapToDouble(SegmentAttribution::meanSigned).sum() / n,
        rows.stream().mapToDouble(SegmentAttribution::meanAttribution).sum() / n,
        rows.stream().mapToDouble(SegmentAttribution::totalAttribution).sum() / n,
        rows.stream().mapToDouble(SegmentAttribution::rank).sum() / n,
        rows.stream().mapToDouble(SegmentAttribution::shiftShare).sum() / n,
        rows.stream().mapToDouble(SegmentAttribution::calibratedRank).sum() / n);
  }
}
