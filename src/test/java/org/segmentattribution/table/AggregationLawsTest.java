package org.segmentattribution.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;

/** What must hold of any tables (specification of aggregation, "facts to test"). */
class AggregationLawsTest {
  private static final AggregationOptions OPTIONS =
      new AggregationOptions(false, List.of(), false, new Bootstrap(50, 1));

  @Property(tries = 50)
  void relativeIsAbsoluteWhereANameIsInEveryTable(@ForAll long seed, @ForAll Duplicates d) {
    for (AggregateRow row : aggregate(Tables.random(seed, 7, true, d))) {
      assertEquals(7, row.images());
      assertEquals(row.relativeMeanAttribution(), row.absoluteMeanAttribution());
      assertEquals(row.relativeMeanRank(), row.absoluteMeanRank());
    }
  }

  @Property(tries = 50)
  void absoluteIsRelativeTimesTheShareOfImages(@ForAll long seed, @ForAll Duplicates d) {
    for (AggregateRow row : aggregate(Tables.random(seed, 7, false, d))) {
      double share = (double) row.images() / row.tables();
      assertEquals(row.relativeMeanAttribution() * share, row.absoluteMeanAttribution(), 1e-15);
      if (row.images() - row.singles() < Interval.FEWEST && Double.isNaN(row.topShare())) {
        assertTrue(Double.isNaN(row.rankLow()) && Double.isNaN(row.rankHigh()));
        continue;
      }
      assertTrue(row.topShare() >= 0 && row.topShare() <= 1);
      assertTrue(row.rankLow() <= row.relativeMeanRank() + 1e-12);
      assertTrue(row.rankHigh() >= row.relativeMeanRank() - 1e-12);
    }
  }

  @Property(tries = 50)
  void scalingTheMapChangesNoRank(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Segment> segments = Tables.segments(random, true);
    float[] map = Tables.map(random);
    float[] scaled = map.clone();
    float[] negated = map.clone();
    for (int i = 0; i < map.length; i++) {
      scaled[i] *= 1024;
      negated[i] = -map[i];
    }
    List<SegmentAttribution> rows = rows(map, segments);
    List<SegmentAttribution> large = rows(scaled, segments);
    List<SegmentAttribution> opposite = rows(negated, segments);
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(rows.get(i).rank(), large.get(i).rank());
      assertEquals(rows.get(i).meanAttribution() * 1024, large.get(i).meanAttribution());
      assertEquals(rows.get(i).rank(), opposite.get(i).rank());
      assertEquals(rows.get(i).meanAttribution(), opposite.get(i).meanAttribution());
      assertEquals(rows.get(i).meanSigned(), 0 - opposite.get(i).meanSigned());
      assertEquals(
          rows.get(i).scores().totalAttribution(), 0 - opposite.get(i).scores().totalAttribution());
    }
  }

  @Property(tries = 50)
  void orderAndSplitOfImagesAreIrrelevant(@ForAll long seed, @ForAll Duplicates d) {
    List<SegmentAttributionTable> tables = Tables.random(seed, 12, false, d);
    List<SegmentAttributionTable> shuffled = new ArrayList<>(tables);
    Collections.shuffle(shuffled, new Random(seed));
    List<AggregateRow> rows = aggregate(tables);
    assertEquals(rows, aggregate(shuffled));
    Aggregation left = new Aggregation();
    Aggregation right = new Aggregation();
    for (int i = 0; i < shuffled.size(); i++) {
      (i % 3 == 0 ? left : right).add(shuffled.get(i));
    }
    assertEquals(rows, right.merge(left).rows("lrp-z", "zebra", OPTIONS));
  }

  @Property(tries = 50)
  void orderOfMasksIsIrrelevant(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Segment> segments = Tables.segments(random, false);
    float[] map = Tables.map(random);
    List<Segment> shuffled = new ArrayList<>(segments);
    Collections.shuffle(shuffled, new Random(seed));
    assertEquals(
        aggregate(List.of(Tables.table("a", map, segments, Duplicates.UNION))),
        aggregate(List.of(Tables.table("a", map, shuffled, Duplicates.UNION))));
  }

  @Property(tries = 30)
  void averageRanksSumToThatOfTheirPlaces(@ForAll long seed, @ForAll Duplicates d) {
    for (SegmentAttributionTable table : Tables.random(seed, 3, false, d)) {
      int n = table.rows().size();
      double sum = table.rows().stream().mapToDouble(SegmentAttribution::rank).sum();
      assertEquals(n * (n + 1) / 2.0, sum);
    }
  }

  @Test
  void anImageCountsOnce() {
    SegmentAttributionTable table = Tables.random(1, 1, true, Duplicates.UNION).get(0);
    Aggregation aggregation = new Aggregation().add(table);
    Exception twice = assertThrows(IllegalArgumentException.class, () -> aggregation.add(table));
    assertTrue(twice.getMessage().contains("'i0'"), twice.getMessage());
    Aggregation other = new Aggregation().add(table);
    assertThrows(IllegalArgumentException.class, () -> aggregation.merge(other));
  }

  @Test
  void emptyTablesAreCounted() {
    Aggregation aggregation =
        new Aggregation()
            .add(
                Tables.table("a", Tables.map(new SplittableRandom(1)), List.of(), Duplicates.UNION))
            .add(Tables.random(1, 1, true, Duplicates.UNION).get(0));
    assertEquals(1, aggregation.emptyTables());
    assertEquals(List.of("i0"), aggregation.matrix(OPTIONS).imageIds());
  }

  @Test
  void nothingAggregatesToNothingOrToTheVocabulary() {
    AggregationOptions named =
        new AggregationOptions(
            false, List.of(" Wings", "wings", "beak"), false, new Bootstrap(5, 1));
    assertEquals(List.of(), new Aggregation().rows("m", "c", OPTIONS));
    List<AggregateRow> rows = new Aggregation().rows("m", "c", named);
    assertEquals(List.of("beak", "wings"), rows.stream().map(AggregateRow::segment).toList());
    assertEquals(0, rows.get(0).tables());
    assertTrue(Double.isNaN(rows.get(0).absoluteMeanAttribution()));
  }

  @Test
  void topShareCountsSharedFirstPlaces() {
    // eyes and mane tie at 1.5 in the first images; in the others, mane is alone in front
    float[] ones = new float[Tables.HEIGHT * Tables.WIDTH];
    Arrays.fill(ones, 1);
    Segment eyes = new Segment(0, "eyes", Tables.block(1, 1, 2, 2), 1);
    Segment mane = new Segment(1, "mane", Tables.block(6, 4, 2, 2), 1);
    float[] right = ones.clone();
    for (int i = 0; i < right.length; i++) {
      right[i] = i % Tables.WIDTH > 4 ? 2 : 1;
    }
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tables.add(Tables.table("a" + i, ones, List.of(eyes, mane), Duplicates.UNION));
      tables.add(Tables.table("b" + i, right, List.of(eyes, mane), Duplicates.UNION));
    }
    List<AggregateRow> rows = aggregate(tables);
    assertEquals(List.of("mane", "eyes"), rows.stream().map(AggregateRow::segment).toList());
    assertEquals(1.0, rows.get(0).topShare());
    assertEquals(0.5, rows.get(1).topShare());
    assertEquals(1.25, rows.get(0).relativeMeanRank());
  }

  private static List<AggregateRow> aggregate(List<SegmentAttributionTable> tables) {
    Aggregation aggregation = new Aggregation();
    tables.forEach(aggregation::add);
    return aggregation.rows("lrp-z", "zebra", OPTIONS);
  }

  private static List<SegmentAttribution> rows(float[] map, List<Segment> segments) {
    return Tables.table("a", map, segments, Duplicates.UNION).rows();
  }
}
