package org.segmentattribution.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentFacts;
import org.segmentattribution.api.SegmentScores;
import org.segmentattribution.statistics.Ranks;

/**
 * The table of one image, model and method (Hinns and Martens), with one row for each segment.
 *
 * @param image what all rows share
 * @param method name of the saliency method
 * @param rows in detection order, what lies outside all segments last; may be empty
 */
public record SegmentAttributionTable(
    ExplainedImage image, String method, List<SegmentAttribution> rows) {
  /** Copies the rows. */
  public SegmentAttributionTable {
    rows = List.copyOf(rows);
  }

  /**
   * Sums a map over each padded mask, in double precision and row by row, and ranks the absolute
   * means.
   *
   * @param map signed, height * width values, rows top to bottom
   * @throws IllegalArgumentException where a value is not finite or the size does not fit
   */
  public static SegmentAttributionTable of(
      ExplainedImage image,
      String method,
      float[] map,
      int height,
      int width,
      PreparedSegments segments) {
    requireLength(map.length, height, width);
    if (height == segments.height() && width == segments.width()) {
      SaliencyMap.requireFinite(map, width);
      return of(
          image,
          method,
          segments,
          mask -> mask.sum(map),
          new ShiftShare(height, width, i -> map[i]));
    }
    return of(image, method, SaliencyMap.widen(map), height, width, segments);
  }

  /**
   * Makes the table from a map in double precision, as the other method does from a map in float.
   */
  public static SegmentAttributionTable of(
      ExplainedImage image,
      String method,
      double[] map,
      int height,
      int width,
      PreparedSegments segments) {
    requireLength(map.length, height, width);
    SaliencyMap.requireFinite(map, width);
    boolean fits = height == segments.height() && width == segments.width();
    if (!fits && segments.options().grid() == Grid.SALIENCY) {
      throw new IllegalArgumentException(
          "a map of %dx%d on a grid of %dx%d (height x width)"
              .formatted(height, width, segments.height(), segments.width()));
    }
    double[] onGrid =
        fits ? map : SaliencyMap.enlarge(map, height, width, segments.height(), segments.width());
    return of(
        image,
        method,
        segments,
        mask -> mask.sum(onGrid),
        new ShiftShare(segments.height(), segments.width(), i -> onGrid[i]));
  }

  private static void requireLength(int length, int height, int width) {
    if (length != Math.multiplyExact(height, width)) {
      throw new IllegalArgumentException(
          "a map of %dx%d does not have %d values".formatted(height, width, length));
    }
  }

  private static SegmentAttributionTable of(
      ExplainedImage image,
      String method,
      PreparedSegments segments,
      ToDoubleFunction<Mask> sumOver,
      ShiftShare shiftShare) {
    List<PreparedSegments.Item> items = segments.items();
    double[] totals =
        items.stream().map(PreparedSegments.Item::padded).mapToDouble(sumOver).toArray();
    double[] means = new double[totals.length];
    double[] attributions = new double[totals.length];
    for (int i = 0; i < totals.length; i++) {
      means[i] = totals[i] / items.get(i).size();
      attributions[i] = Math.abs(means[i]);
    }
    double[] ranks = Ranks.descending(attributions, segments.options().rankTies());
    double[] shares = items.stream().mapToDouble(item -> shiftShare.of(item.padded())).toArray();
    double[] calibrated = calibratedRanks(shares, attributions);
    double pixels = (double) segments.height() * segments.width();
    List<SegmentAttribution> rows = new ArrayList<>(totals.length);
    for (int i = 0; i < totals.length; i++) {
      SegmentScores scores =
          new SegmentScores(
              means[i], attributions[i], totals[i], ranks[i], shares[i], calibrated[i]);
      rows.add(new SegmentAttribution(image, method, facts(items.get(i), pixels), scores));
    }
    PreparedSegments.Item outside = segments.elsewhere();
    if (outside != null) {
      // no rank: those of the named segments are what they would be without this row
      double total = sumOver.applyAsDouble(outside.padded());
      double mean = total / outside.size();
      double share = shiftShare.of(outside.padded());
      SegmentScores scores =
          new SegmentScores(mean, Math.abs(mean), total, Double.NaN, share, Double.NaN);
      rows.add(new SegmentAttribution(image, method, facts(outside, pixels), scores));
    }
    return new SegmentAttributionTable(image, method, rows);
  }

  private static SegmentFacts facts(PreparedSegments.Item item, double pixels) {
    return new SegmentFacts(
        item.id(),
        item.name(),
        item.score(),
        item.size(),
        item.sizeUnpadded(),
        item.size() / pixels,
        item.position());
  }

  /** Ranks by ascending share, ties by descending attribution; equal ones get their mean rank. */
  private static double[] calibratedRanks(double[] shares, double[] attributions) {
    double[] ranks = new double[shares.length];
    for (int i = 0; i < ranks.length; i++) {
      double better = 0;
      double equal = 0;
      for (int j = 0; j < ranks.length; j++) {
        int order = Double.compare(shares[j], shares[i]);
        order = order == 0 ? Double.compare(attributions[i], attributions[j]) : order;
        better += order < 0 ? 1 : 0;
        equal += order == 0 ? 1 : 0;
      }
      ranks[i] = better + (equal + 1) / 2;
    }
    return ranks;
  }

  /**
   * Groups rows into tables: one for each image, model, method and explained class, in order of
   * their first rows.
   */
  public static List<SegmentAttributionTable> group(Iterable<SegmentAttribution> rows) {
    record Key(String model, String method, String imageId, String target) {}
    Map<Key, List<SegmentAttribution>> byTable = new LinkedHashMap<>();
    for (SegmentAttribution r : rows) {
      byTable
          .computeIfAbsent(
              new Key(r.model(), r.method(), r.imageId(), r.target()), key -> new ArrayList<>())
          .add(r);
    }
    List<SegmentAttributionTable> tables = new ArrayList<>(byTable.size());
    for (List<SegmentAttribution> table : byTable.values()) {
      SegmentAttribution first = table.get(0);
      tables.add(new SegmentAttributionTable(first.image(), first.method(), table));
    }
    return tables;
  }
}
