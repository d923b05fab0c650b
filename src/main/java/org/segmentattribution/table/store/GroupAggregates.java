package org.segmentattribution.table.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.NormalInterval;
import org.segmentattribution.table.AggregateRow;

/**
 * The aggregates of all segments under one method, in one class of images or in all.
 *
 * @param method saliency method
 * @param className label of the images, or the explained class where an image has a table for each
 *     of several; empty where all images are together
 * @param images number of images with a table in the group
 * @param segments by descending relative mean attribution, with the statistics of {@link #VALUES}
 * @param elsewhere what lies outside every segment; null where the tables have no such row
 * @param ranks 95 % interval of the relative mean rank, by segment
 */
public record GroupAggregates(
    String method,
    String className,
    int images,
    List<NameAggregate> segments,
    NameAggregate elsewhere,
    Map<String, Interval> ranks) {
  /** The values that are known for every segment. */
  public static final List<AggregateValue> VALUES =
      List.of(
          AggregateValue.ATTRIBUTION,
          AggregateValue.RANK,
          AggregateValue.CALIBRATED_RANK,
          AggregateValue.SHIFT_SHARE,
          AggregateValue.SHARE,
          AggregateValue.FRACTION);

  /** Returns the values that define the group: the method, then the class if there is one. */
  public List<String> key() {
    return segments.get(0).group();
  }

  /** Returns the groups of tables that are grouped by method, or method and class. */
  static List<GroupAggregates> of(GroupedTables tables, Bootstrap bootstrap) {
    Map<List<String>, List<NameAggregate>> groups = new HashMap<>();
    for (NameAggregate a : tables.aggregates()) {
      groups.computeIfAbsent(a.group(), g -> new ArrayList<>()).add(a);
    }
    Map<List<String>, Integer> images = tables.images();
    Map<List<String>, Map<String, Interval>> intervals = tables.rankIntervals(bootstrap);
    return tables.groups().stream()
        .map(
            group ->
                new GroupAggregates(
                    group.get(0),
                    group.size() > 1 ? group.get(1) : "",
                    images.get(group),
                    named(groups.get(group)),
                    elsewhere(groups.get(group)),
                    intervals.getOrDefault(group, normal(named(groups.get(group))))))
        .toList();
  }

  private static List<NameAggregate> named(List<NameAggregate> of) {
    return of.stream().filter(a -> !a.isElsewhere()).toList();
  }

  private static NameAggregate elsewhere(List<NameAggregate> of) {
    return of.stream().filter(NameAggregate::isElsewhere).findFirst().orElse(null);
  }

  /** Returns the intervals of a large group. */
  private static Map<String, Interval> normal(List<NameAggregate> of) {
    Map<String, Interval> ranks = new HashMap<>();
    for (NameAggregate a : of) {
      NameAggregate.Statistics rank = a.statistics().get(AggregateValue.RANK);
      ranks.put(
          a.name().get(0), NormalInterval.of(rank.relative(), rank.deviation(), rank.cases()));
    }
    return ranks;
  }

  /** Returns these aggregates with another name of the class. */
  public GroupAggregates named(String name) {
    return new GroupAggregates(method, name, images, segments, elsewhere, ranks);
  }

  /** Returns what lies outside every segment, without ranks; null where there is no such row. */
  public AggregateRow outside() {
    if (elsewhere == null) {
      return null;
    }
    NameAggregate.Statistics attribution = elsewhere.statistics().get(AggregateValue.ATTRIBUTION);
    return new AggregateRow(
        method,
        className,
        elsewhere.name().get(0),
        new AggregateRow.Counts((int) elsewhere.images(), 0, images, (int) elsewhere.singles()),
        new AggregateRow.Attribution(attribution.relative(), attribution.absolute()),
        AggregateRow.Rank.NONE,
        elsewhere.signs());
  }

  /** Returns rows of the segments for figures and texts. */
  public List<AggregateRow> rows() {
    return segments.stream().map(this::row).toList();
  }

  private AggregateRow row(NameAggregate a) {
    NameAggregate.Statistics attribution = a.statistics().get(AggregateValue.ATTRIBUTION);
    NameAggregate.Statistics rank = a.statistics().get(AggregateValue.RANK);
    return new AggregateRow(
        method,
        className,
        a.name().get(0),
        new AggregateRow.Counts((int) a.images(), (int) rank.cases(), images, (int) a.singles()),
        new AggregateRow.Attribution(attribution.relative(), attribution.absolute()),
        new AggregateRow.Rank(
            rank.relative(), rank.absolute(), ranks.get(a.name().get(0)), a.topShare()),
        a.signs());
  }
}
