package org.segmentattribution.experiment.watermark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentScores;
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
    ClassReading reading =
        new ClassReading(
            first.reading().predicted(),
            first.target(),
            mean(rows, row -> row.reading().confidence()),
            -1,
            Double.NaN,
            first.label(),
            null);
    return new SegmentAttribution(
        new ExplainedImage(first.imageId(), first.image().path(), first.label(), "", reading),
        first.method(),
        first.facts(),
        new SegmentScores(
            mean(rows, SegmentAttribution::meanSigned),
            mean(rows, SegmentAttribution::meanAttribution),
            mean(rows, row -> row.scores().totalAttribution()),
            mean(rows, SegmentAttribution::rank),
            mean(rows, SegmentAttribution::shiftShare),
            mean(rows, row -> row.scores().calibratedRank())));
  }

  private static double mean(
      List<SegmentAttribution> rows, ToDoubleFunction<SegmentAttribution> value) {
    return rows.stream().mapToDouble(value).sum() / rows.size();
  }
}
