package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.segmentattribution.report.figure.track.SegmentTrack;
import org.segmentattribution.report.figure.track.SegmentTracks;
import org.segmentattribution.report.figure.track.ShareMeans;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.store.GroupAggregates;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.MeanIntervals;
import org.segmentattribution.table.store.NameMatrix;

/** Reads places and signed shares of the segments of a group, for its figures. */
public final class GroupTracks {
  private GroupTracks() {}

  /**
   * Returns the segments of a group.
   *
   * @param tables the tables that {@code group} is one group of
   * @param signed whether the method tells for from against
   */
  public static SegmentTracks of(
      GroupedTables tables,
      GroupAggregates group,
      boolean signed,
      SegmentColours colours,
      Set<String> highlights,
      Bootstrap bootstrap) {
    NameMatrix places = tables.places(group.key());
    NameMatrix shares = tables.signedShares(group.key(), false);
    Interval[] ofPlaces = MeanIntervals.of(places.relative(), bootstrap);
    Interval[] ofRelative = MeanIntervals.of(shares.relative(), bootstrap);
    Interval[] ofAbsolute = MeanIntervals.of(shares.absolute(), bootstrap);
    List<SegmentTrack> segments = new ArrayList<>();
    for (AggregateRow row : group.rows()) {
      int place = places.names().indexOf(List.of(row.segment()));
      int share = shares.names().indexOf(List.of(row.segment()));
      if (place < 0 || share < 0) {
        continue; // a name of a vocabulary that was never seen
      }
      boolean few = row.images() < Interval.FEWEST;
      segments.add(
          new SegmentTrack(
              row.segment(),
              row.images(),
              row.relativeMeanRank(),
              new Estimate(mean(column(places.relative(), place)), ofPlaces[place]),
              means(column(shares.relative(), share), ofRelative[share]),
              means(column(shares.absolute(), share), few ? Interval.NONE : ofAbsolute[share])));
    }
    outside(tables, group, bootstrap).ifPresent(segments::add);
    return new SegmentTracks(
        group.className(), group.method(), group.images(), signed, segments, colours, highlights);
  }

  /** Returns what lies outside every segment of a group; empty where no table has such a row. */
  static Optional<SegmentTrack> outside(
      GroupedTables tables, GroupAggregates group, Bootstrap bootstrap) {
    if (group.elsewhere() == null) {
      return Optional.empty();
    }
    NameMatrix shares = tables.signedShares(group.key(), true);
    Interval relative = MeanIntervals.of(shares.relative(), bootstrap)[0];
    Interval absolute = MeanIntervals.of(shares.absolute(), bootstrap)[0];
    int images = (int) group.elsewhere().images();
    boolean few = images < Interval.FEWEST;
    return Optional.of(
        SegmentTrack.outside(
            group.elsewhere().name().get(0),
            images,
            means(column(shares.relative(), 0), relative),
            means(column(shares.absolute(), 0), few ? Interval.NONE : absolute)));
  }

  private static ShareMeans means(double[] signs, Interval interval) {
    return new ShareMeans(
        mean(Arrays.stream(signs).map(v -> Math.max(0, v)).toArray()),
        mean(Arrays.stream(signs).map(v -> Math.max(0, -v)).toArray()),
        new Estimate(mean(signs), interval));
  }

  private static double[] column(double[][] matrix, int column) {
    return IntStream.range(0, matrix.length)
        .mapToDouble(image -> matrix[image][column])
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
