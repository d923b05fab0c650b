package org.segmentattribution.table.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TestRow;

/** Rows of what lies outside every segment change nothing that is said of the segments. */
class ElsewhereAggregatesTest {
  private static final Grouping STANDARD = Grouping.by(List.of("method", "class", "segment"));
  private static final List<AggregateValue> ALL = List.of(AggregateValue.values());

  @TempDir Path folder;

  /** Tables of up to four segments; most have a part outside, and some nothing else. */
  private static List<SegmentAttribution> rows(boolean outside) {
    SplittableRandom random = new SplittableRandom(9);
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      for (String method : List.of("lrp-z", "gradient")) {
        int present = i % 9 == 0 ? 0 : 1 + i % 4;
        String label = i % 3 == 0 ? "zebra" : "horse";
        for (int k = 0; k < present; k++) {
          double mean = random.nextDouble() - 0.5;
          rows.add(
              TestRow.of("i" + i, "s" + (k * 3 + i) % 8)
                  .label(label)
                  .method(method)
                  .with(Column.MASK_FRACTION, random.nextDouble())
                  .mean(mean)
                  .rank(k + 1)
                  .calibrated(random.nextDouble(), k + 1)
                  .row());
        }
        double rest = random.nextDouble() - 0.5;
        if (outside && i % 5 != 1) {
          rows.add(
              TestRow.of("i" + i, "elsewhere")
                  .label(label)
                  .method(method)
                  .mean(rest)
                  .rank(Double.NaN)
                  .calibrated(0.5, Double.NaN)
                  .row());
        }
      }
    }
    return rows;
  }

  private Path run(String name, List<SegmentAttribution> rows) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    SatCsv.write(run.resolve("sat.csv"), rows);
    return run;
  }

  @Test
  void whatIsSaidOfTheSegmentsIsTheSame() throws IOException {
    Bootstrap bootstrap = Bootstrap.seeded(1);
    try (RunTables with = RunTables.open(run("with", rows(true)), 1);
        RunTables without = RunTables.open(run("without", rows(false)), 1)) {
      List<GroupAggregates> found = with.aggregates();
      List<GroupAggregates> expected = without.aggregates();
      assertEquals(expected.size(), found.size());
      for (int i = 0; i < found.size(); i++) {
        assertEquals(expected.get(i).segments(), found.get(i).segments());
        assertEquals(expected.get(i).ranks(), found.get(i).ranks());
        assertEquals(expected.get(i).rows(), found.get(i).rows());
        assertNull(expected.get(i).elsewhere());
        assertTrue(found.get(i).elsewhere().isElsewhere());
        List<String> key = found.get(i).key();
        for (AggregateValue value : ALL) {
          NameMatrix a = without.byClass().tables().matrix(key, value);
          NameMatrix b = with.byClass().tables().matrix(key, value);
          assertEquals(a.names(), b.names());
          assertEquals(a.imageIds(), b.imageIds());
          assertArrayEquals(a.relative(), b.relative());
          assertArrayEquals(a.absolute(), b.absolute());
        }
        assertArrayEquals(
            without.byClass().tables().places(key).absolute(),
            with.byClass().tables().places(key).absolute());
      }
      assertEquals(
          without.firsts(without.byClass(), "lrp-z"), with.firsts(with.byClass(), "lrp-z"));
      assertEquals(without.photographs(), with.photographs());
      assertEquals(without.store().images("lrp-z"), with.store().images("lrp-z"));
      assertEquals(without.store().doubts("lrp-z"), with.store().doubts("lrp-z"));
      assertEquals(
          without.byClass().tables().rankIntervals(bootstrap),
          with.byClass().tables().rankIntervals(bootstrap));
    }
  }

  /** Without ranks, counted in the tables that have a segment, after all others. */
  @Test
  void itIsAveragedByItself() throws IOException {
    try (TableStore store = TableStore.open(List.of(run("with", rows(true))))) {
      GroupedTables tables = GroupedTables.of(store, STANDARD, ALL, "", List.of());
      List<SegmentAttribution> own =
          rows(true).stream()
              .filter(r -> r.isElsewhere() && r.method().equals("lrp-z"))
              .filter(
                  r ->
                      r.label().equals("zebra")
                          && Integer.parseInt(r.imageId().substring(1)) % 9 != 0)
              .toList();
      List<NameAggregate> group =
          tables.aggregates().stream()
              .filter(a -> a.group().equals(List.of("lrp-z", "zebra")))
              .toList();
      NameAggregate last = group.get(group.size() - 1);
      assertTrue(last.isElsewhere());
      assertEquals(own.size(), last.images());
      double mean =
          own.stream().mapToDouble(SegmentAttribution::meanAttribution).average().orElseThrow();
      assertEquals(mean, last.statistics().get(AggregateValue.ATTRIBUTION).relative(), 1e-12);
      assertEquals(
          mean * own.size() / last.allTables(),
          last.statistics().get(AggregateValue.ATTRIBUTION).absolute(),
          1e-12);
      NameAggregate.Statistics rank = last.statistics().get(AggregateValue.RANK);
      assertTrue(Double.isNaN(rank.relative()) && Double.isNaN(rank.absolute()));
      assertTrue(Double.isNaN(last.topShare()));
      double share = last.statistics().get(AggregateValue.SHARE).relative();
      assertTrue(share > 0 && share < 1);
      // names that are no segments know nothing of it
      assertEquals(
          0,
          GroupedTables.of(store, Grouping.by(List.of("method", "position")), ALL, "", List.of())
              .aggregates()
              .stream()
              .filter(NameAggregate::isElsewhere)
              .count());
      GroupedTables alone =
          GroupedTables.of(store, STANDARD, ALL, "segment = 'elsewhere'", List.of());
      assertTrue(alone.aggregates().stream().allMatch(NameAggregate::isElsewhere));
    }
  }

  @Test
  void aFilterOfSegmentsCountsTheirTablesAlone() throws IOException {
    try (TableStore with = TableStore.open(List.of(run("with", rows(true))));
        TableStore without = TableStore.open(List.of(run("without", rows(false))))) {
      String where = "mask_fraction < 0.4";
      List<NameAggregate> expected =
          GroupedTables.of(without, STANDARD, ALL, where, List.of()).aggregates();
      List<NameAggregate> found =
          GroupedTables.of(with, STANDARD, ALL, where, List.of()).aggregates();
      assertEquals(expected, found.stream().filter(a -> !a.isElsewhere()).toList());
    }
  }

  @Test
  void bothWaysOfAggregationAgree() throws IOException {
    List<SegmentAttribution> rows = rows(true);
    Map<List<String>, Aggregation> inMemory = new HashMap<>();
    for (SegmentAttributionTable table : SegmentAttributionTable.group(rows)) {
      inMemory
          .computeIfAbsent(
              List.of(table.method(), table.image().label()), group -> new Aggregation())
          .add(table);
    }
    try (RunTables run = RunTables.open(run("a", rows), 1)) {
      for (GroupAggregates group : run.aggregates()) {
        List<AggregateRow> expected =
            inMemory
                .get(List.of(group.method(), group.className()))
                .rows(group.method(), group.className(), AggregationOptions.defaults(1));
        int last = expected.size() - 1;
        assertEquals(expected.subList(0, last), group.rows());
        assertEquals(expected.get(last), group.outside());
      }
      Path csv = folder.resolve("aggregate.csv");
      AggregateCsv.write(csv, run.aggregates());
      assertEquals(
          4, Files.readAllLines(csv).stream().filter(l -> l.contains("elsewhere")).count());
    }
  }
}
