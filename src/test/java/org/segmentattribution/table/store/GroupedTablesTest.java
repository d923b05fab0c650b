package org.segmentattribution.table.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SatFixtureTest;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.TestRow;

class GroupedTablesTest {
  private static final Grouping STANDARD = Grouping.by(List.of("method", "class", "segment"));

  private static final List<AggregateValue> ALL = List.of(AggregateValue.values());

  @TempDir Path folder;

  private Path run(String name, List<SegmentAttribution> rows) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    SatCsv.write(run.resolve("sat.csv"), rows);
    return run;
  }

  private static SegmentAttribution row(
      String image, String label, String method, String segment, double attribution, double rank) {
    return TestRow.of(image, segment)
        .label(label)
        .with(Column.PREDICTED, attribution > 0.5 ? label : "other")
        .method(method)
        .with(Column.SEGMENT_ID, (int) rank)
        .with(Column.MASK_FRACTION, attribution / 10)
        .mean(-attribution)
        .rank(rank)
        .calibrated(attribution / 2, rank)
        .row();
  }

  /** Images with up to five of eight segments, two methods, two classes. */
  private static List<SegmentAttribution> random(int images) {
    SplittableRandom random = new SplittableRandom(9);
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      for (String method : List.of("lrp-z", "gradient")) {
        int present = 1 + random.nextInt(5);
        for (int k = 0; k < present; k++) {
          String name = "s" + (k * 3 + i) % 8;
          String label = i % 3 == 0 ? "zebra" : "horse";
          rows.add(row("i" + i, label, method, name, random.nextDouble(), k + 1));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("org.segmentattribution.table.SatFixtureTest#cases")
  void aggregatesAreTheFixtures(JsonNode fixture) throws IOException {
    assumeFalse(
        fixture.get("config").get("keep_empty_tables").asBoolean(),
        "a table without a row is not in sat.csv");
    List<SegmentAttribution> rows = new ArrayList<>();
    for (JsonNode image : fixture.get("images")) {
      assumeFalse(
          image.get("expected_rows").size() == 1,
          "the fixtures rank a segment that is alone in its table");
      rows.addAll(SatFixtureTest.table(fixture, image).rows());
    }
    List<String> vocabulary =
        fixture.has("vocabulary") ? SatFixtureTest.texts(fixture.get("vocabulary")) : List.of();
    double tolerance = SatFixtureTest.tolerance(fixture);
    try (TableStore store = TableStore.open(List.of(run("a", rows)))) {
      GroupedTables tables = GroupedTables.of(store, STANDARD, ALL, "", vocabulary);
      List<NameAggregate> all = tables.aggregates();
      JsonNode relative = fixture.get("expected").get("relative");
      assertEquals(
          SatFixtureTest.names(relative),
          all.stream().filter(a -> a.images() > 0).map(a -> a.name().get(0)).toList());
      for (int i = 0; i < relative.size(); i++) {
        JsonNode e = relative.get(i);
        NameAggregate a = all.get(i);
        assertEquals(List.of("lrp-z", "zebra"), a.group());
        assertEquals(e.get("n_images").asInt(), a.images());
        assertEquals(e.get("n_rows").asInt(), a.rows());
        near(e, "mean_attribution", a, AggregateValue.ATTRIBUTION, true, tolerance);
        near(e, "mean_rank", a, AggregateValue.RANK, true, tolerance);
      }
      for (JsonNode e : fixture.get("expected").get("absolute")) {
        NameAggregate a =
            all.stream()
                .filter(one -> one.name().get(0).equals(e.get("name").asText()))
                .findFirst()
                .orElseThrow();
        assertEquals(e.get("n_tables").asInt(), a.allTables());
        near(e, "mean_attribution", a, AggregateValue.ATTRIBUTION, false, tolerance);
        near(e, "mean_rank", a, AggregateValue.RANK, false, tolerance);
      }
      matrix(fixture, tables, "values", AggregateValue.ATTRIBUTION);
      matrix(fixture, tables, "ranks", AggregateValue.RANK);
    }
  }

  @Test
  void aTableOfOneSegmentRanksNothing() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rows.add(row("two" + i, "zebra", "lrp-z", "eye", 0.2, 2));
      rows.add(row("two" + i, "zebra", "lrp-z", "mane", 0.4, 1));
      rows.add(row("one" + i, "zebra", "lrp-z", "eye", 0.8, 1));
      rows.add(row("one" + i, "zebra", "gradient", "tail", 0.8, 1));
    }
    try (TableStore store = TableStore.open(List.of(run("a", rows)))) {
      GroupedTables tables = GroupedTables.of(store, STANDARD, ALL, "", List.of());
      Map<String, NameAggregate> of = new HashMap<>();
      tables.aggregates().forEach(a -> of.put(a.name().get(0), a));
      NameAggregate eye = of.get("eye");
      assertEquals(12, eye.allTables());
      assertEquals(6, eye.singles());
      assertEquals(2, eye.statistics().get(AggregateValue.RANK).relative());
      assertEquals(2, eye.statistics().get(AggregateValue.RANK).absolute());
      assertEquals(0, eye.topShare());
      assertEquals(0.5, eye.statistics().get(AggregateValue.ATTRIBUTION).relative(), 1e-15);
      assertEquals(
          0.2, of.get("mane").statistics().get(AggregateValue.ATTRIBUTION).absolute(), 1e-15);
      assertEquals(1, of.get("mane").topShare());
      assertTrue(Double.isNaN(of.get("tail").statistics().get(AggregateValue.RANK).relative()));
      assertTrue(Double.isNaN(of.get("tail").topShare()));
      assertEquals(new Signs(0, 12, 12), eye.signs());
      assertEquals(Signs.Direction.AGAINST, eye.signs().direction());
      NameMatrix ordering =
          tables.matrix(List.of("lrp-z", "zebra"), AggregateValue.ATTRIBUTION).ordering();
      assertEquals(List.of("two0", "two1", "two2", "two3", "two4", "two5"), ordering.imageIds());
    }
  }

  @Test
  void fewerThanFiveImagesHaveNoShareOfFirsts() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      rows.add(row("i" + i, "zebra", "lrp-z", "mane", 0.4, 1));
      rows.add(row("i" + i, "zebra", "lrp-z", i < 4 ? "eye" : "tail", 0.2, 2));
    }
    try (RunTables tables = RunTables.open(run("a", rows), 1)) {
      GroupAggregates group = tables.aggregates().get(0);
      Map<String, AggregateRow> of = new HashMap<>();
      group.rows().forEach(row -> of.put(row.segment(), row));
      assertTrue(Double.isNaN(of.get("eye").topShare()));
      assertTrue(Double.isNaN(of.get("eye").rankLow()));
      assertTrue(Double.isNaN(of.get("eye").signs().forInterval().low()));
      assertEquals(0, of.get("tail").topShare());
      assertEquals(2, of.get("tail").rankHigh());
    }
  }

  private static void near(
      JsonNode e,
      String key,
      NameAggregate a,
      AggregateValue value,
      boolean relative,
      double tolerance) {
    NameAggregate.Statistics s = a.statistics().get(value);
    SatFixtureTest.assertNear(e.get(key), relative ? s.relative() : s.absolute(), tolerance);
  }

  private static void matrix(
      JsonNode fixture, GroupedTables tables, String key, AggregateValue value) {
    JsonNode expected = fixture.get("expected").get("matrix");
    NameMatrix matrix = tables.matrix(List.of("lrp-z", "zebra"), value);
    assertEquals(SatFixtureTest.texts(expected.get("image_ids")), matrix.imageIds());
    List<String> names = SatFixtureTest.texts(expected.get("names"));
    for (int k = 0; k < names.size(); k++) {
      int column = matrix.names().indexOf(List.of(names.get(k)));
      for (int i = 0; i < matrix.imageIds().size(); i++) {
        SatFixtureTest.assertNear(
            expected.get(key).get(i).get(k),
            matrix.absolute()[i][column],
            SatFixtureTest.tolerance(fixture));
      }
    }
  }

  @Test
  void agreesWithTheAggregatesOfARun() throws IOException {
    List<SegmentAttribution> rows = random(60);
    Map<List<String>, Aggregation> inMemory = new HashMap<>();
    for (SegmentAttributionTable table : SegmentAttributionTable.group(rows)) {
      inMemory
          .computeIfAbsent(
              List.of(table.method(), table.image().label()), group -> new Aggregation())
          .add(table);
    }
    try (RunTables run = RunTables.open(run("a", rows), 1)) {
      List<GroupAggregates> groups = run.aggregates();
      assertEquals(inMemory.size(), groups.size());
      for (GroupAggregates group : groups) {
        List<AggregateRow> expected =
            inMemory
                .get(List.of(group.method(), group.className()))
                .rows(group.method(), group.className(), AggregationOptions.defaults(1));
        assertEquals(expected, group.rows());
      }
      GroupedTables tables = GroupedTables.of(run.store(), STANDARD, ALL, "", List.of());
      tables.aggregates().forEach(a -> deviations(tables, a));
    }
  }

  private static void deviations(GroupedTables tables, NameAggregate a) {
    for (AggregateValue value : ALL) {
      NameMatrix matrix = tables.matrix(a.group(), value);
      int column = matrix.names().indexOf(a.name());
      StandardDeviation deviation = new StandardDeviation();
      double absolute =
          deviation.evaluate(
              Arrays.stream(matrix.absolute())
                  .mapToDouble(row -> row[column])
                  .filter(v -> !Double.isNaN(v))
                  .toArray());
      assertEquals(absolute, a.statistics().get(value).absoluteDeviation(), 1e-9);
    }
  }

  @Test
  void neitherOrderNorFilesMatter() throws IOException {
    List<SegmentAttribution> rows = random(40);
    List<SegmentAttribution> first = new ArrayList<>(rows.subList(0, rows.size() / 2));
    String image = rows.get(rows.size() / 2).imageId();
    first.removeIf(r -> r.imageId().equals(image));
    List<SegmentAttribution> second = new ArrayList<>(rows);
    second.removeAll(first);
    // images in another order; rows of one image stay in theirs
    Map<String, Integer> order = new HashMap<>();
    Random random = new Random(3);
    second.sort(
        Comparator.comparingInt(r -> order.computeIfAbsent(r.imageId(), id -> random.nextInt())));
    Path whole = run("whole", rows);
    Path parquet = Files.createDirectories(folder.resolve("parquet"));
    SatParquet.write(whole.resolve("sat.csv"), parquet.resolve("sat.parquet"));
    List<List<Path>> calls =
        List.of(
            List.of(whole),
            List.of(parquet),
            List.of(whole.resolve("sat.csv")),
            List.of(run("z [2]*", second), run("b?'", first)));
    List<List<NameAggregate>> results = new ArrayList<>();
    for (List<Path> call : calls) {
      try (TableStore store = TableStore.open(call)) {
        results.add(GroupedTables.of(store, STANDARD, ALL, "", List.of()).aggregates());
      }
    }
    for (List<NameAggregate> result : results) {
      assertTrue(results.get(0).equals(result), "to the last digit");
    }
  }

  @Test
  void rowsAreFilteredAndGroupedByAnything() throws IOException {
    List<SegmentAttribution> rows =
        List.of(
            row("i1", "zebra", "m", "eye", 0.8, 1),
            row("i1", "zebra", "m", "ear", 0.4, 2),
            row("i2", "zebra", "m", "eye", 0.2, 1),
            row("i3", "horse", "m", "eye", 0.6, 1));
    try (TableStore store = TableStore.open(List.of(run("a", rows)))) {
      NameAggregate eye =
          GroupedTables.of(
                  store,
                  Grouping.by(List.of("segment", "position")),
                  ALL,
                  "class = 'zebra'",
                  List.of())
              .aggregates()
              .get(0);
      assertEquals(List.of("eye", "top-left"), eye.name());
      assertEquals(0.5, eye.statistics().get(AggregateValue.ATTRIBUTION).relative(), 1e-15);
      assertEquals(2, eye.allTables());
      List<NameAggregate> byCorrect =
          GroupedTables.of(
                  store,
                  Grouping.by(List.of("correct")),
                  ALL,
                  "mask_fraction > 0.01 and segment <> 'ear'",
                  List.of())
              .aggregates();
      assertEquals(
          List.of(List.of("false"), List.of("true")),
          byCorrect.stream().map(NameAggregate::group).toList());
      // the rows of a table are counted before the filter: missing comes after all that is there
      NameAggregate ear =
          GroupedTables.of(
                  store, Grouping.by(List.of("segment")), ALL, "segment = 'ear'", List.of())
              .aggregates()
              .get(0);
      assertEquals(1, ear.allTables());
      NameAggregate never =
          GroupedTables.of(
                  store, Grouping.by(List.of("segment")), ALL, "class = 'horse'", List.of("Tail"))
              .aggregates()
              .get(1);
      assertEquals(List.of("tail"), never.name());
      assertTrue(
          Double.isNaN(never.statistics().get(AggregateValue.RANK).absolute()),
          "its only table holds one segment");
      assertEquals(1, never.singles());
      assertEquals(0, never.statistics().get(AggregateValue.ATTRIBUTION).absolute());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour = 'red'",
        "rank >",
        "rank > 1); DROP TABLE loaded; --",
        "segment IN (SELECT content FROM read_text('pom.xml'))",
        "segment IN (SELECT content FROM 'pom.xml')",
        "rank > 1000",
        "true) GROUP BY ALL; SET enable_external_access = true; SELECT (1",
        "1 = 1 -- \n AND rank > 1000"
      })
  void whatIsWrongIsSaidInOneLine(String where) throws IOException {
    try (TableStore store = TableStore.open(List.of(run("a", random(4))))) {
      String said =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> GroupedTables.of(store, STANDARD, ALL, where, List.of()))
              .getMessage();
      assertEquals(1, said.replace(where, "").lines().count(), said);
      assertFalse(
          GroupedTables.of(store, STANDARD, ALL, "", List.of()).aggregates().isEmpty(),
          "the rows are still there");
    }
  }

  @Test
  void whatIsAveragedAcrossKindsIsTold() throws IOException {
    Path a = run("a", random(6));
    Path b = run("b", random(6));
    try (TableStore store = TableStore.open(List.of(a, b))) {
      Optional<Pooled> runs = Optional.of(new Pooled("run", List.of(a.toString(), b.toString())));
      Pooled methods = new Pooled("method", List.of("gradient", "lrp-z"));
      assertEquals(runs, pooled(store, List.of("method", "class", "segment"), Set.of()));
      assertEquals(Optional.of(methods), pooled(store, List.of("run", "segment"), Set.of()));
      assertEquals("2 methods (gradient, lrp-z)", methods.text());
      assertEquals(runs, pooled(store, List.of("segment"), Set.of("method")));
      assertEquals(Optional.empty(), pooled(store, List.of("segment"), Set.of("method", "run")));
      assertEquals(Optional.empty(), pooled(store, List.of("run", "method", "segment"), Set.of()));
    }
  }

  @Test
  void twoTargetsOfAnImageAreTwoKindsButThoseOfTwoImagesAreNot() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(row("i" + i, i == 0 ? "horse" : "zebra", "lrp-z", "mane", 0.4, 1));
    }
    try (TableStore store = TableStore.open(List.of(run("a", rows)))) {
      assertEquals(Optional.empty(), pooled(store, List.of("method", "segment"), Set.of()));
    }
    assertThrows(IllegalArgumentException.class, () -> Pooled.columns(List.of("segment")));
  }

  private static Optional<Pooled> pooled(TableStore store, List<String> by, Set<String> allowed) {
    return GroupedTables.of(store, Grouping.by(by), ALL, "", List.of()).pooled(allowed);
  }

  @Test
  void aRunThatIsNamedAgainCountsOnce() throws IOException {
    Path a = run("a", random(3));
    Path b = run("b", random(3));
    SatParquet.write(b.resolve("sat.csv"), b.resolve("sat.parquet"));
    List<Path> again =
        List.of(
            a,
            b.resolve("sat.csv"),
            b.resolve("sat.parquet"),
            a,
            folder.resolve("b/../a"),
            a.resolve("sat.csv"));
    Grouping byRun = Grouping.by(List.of("run", "segment"));
    try (TableStore once = TableStore.open(List.of(a, b.resolve("sat.csv")));
        TableStore more = TableStore.open(again)) {
      assertEquals(
          GroupedTables.of(once, byRun, ALL, "", List.of()).aggregates(),
          GroupedTables.of(more, byRun, ALL, "", List.of()).aggregates());
    }
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Path bad = run("bad", random(2));
    Path csv = bad.resolve("sat.csv");
    String good = Files.readString(csv);
    for (String[] change :
        new String[][] {
          {good.replaceFirst("0\\.9", "high"), "line 2, column confidence: 'high' is not a number"},
          {good.replace(",rank,", ",place,"), "line 1: no column 'rank'"},
          {good + "short,row\n", "fields under"},
          {"", "no column"}
        }) {
      Files.writeString(csv, change[0]);
      String said =
          assertThrows(IOException.class, () -> TableStore.open(List.of(bad))).getMessage();
      assertTrue(said.contains("sat.csv") && said.contains(change[1]), said);
      assertEquals(1, said.lines().count(), said);
    }
    Files.writeString(bad.resolve("sat.parquet"), "not Parquet");
    Files.delete(csv);
    String said = assertThrows(IOException.class, () -> TableStore.open(List.of(bad))).getMessage();
    assertTrue(said.contains("sat.parquet"), said);
    String none =
        assertThrows(IOException.class, () -> TableStore.open(List.of(folder))).getMessage();
    assertTrue(none.endsWith("is not a run: it holds no sat.csv"), none);
  }

  @Test
  void namesMayHoldAnything() throws IOException {
    List<String> names = List.of("a,\"b\";--", "<script>", "two\nlines", "=1+1", "'; DROP", "");
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      rows.add(row("i", names.get(5), "m", names.get(i), i + 1, i + 1));
    }
    try (TableStore store = TableStore.open(List.of(run("a", rows)))) {
      GroupedTables tables = GroupedTables.of(store, STANDARD, ALL, "", List.of());
      List<String> found =
          new ArrayList<>(tables.aggregates().stream().map(a -> a.name().get(0)).toList());
      Collections.reverse(found);
      assertEquals(names, found);
      assertEquals(6, tables.matrix(List.of("m", ""), AggregateValue.RANK).names().size());
    }
  }

  private static SegmentAttribution of(
      String image,
      String label,
      String target,
      double attribution,
      double confidence,
      String className,
      Boolean correct) {
    return TestRow.of(image, "eye")
        .label(label)
        .with(Column.PREDICTED, "cat")
        .with(Column.TARGET, target)
        .mean(attribution)
        .calibrated(0.5, 1)
        .with(Column.EXPLAINED_CLASS_INDEX, target.equals("dog") ? 1 : 0)
        .with(Column.EXPLAINED_CONFIDENCE, confidence)
        .with(Column.CLASS, className)
        .with(Column.CORRECT, correct)
        .row();
  }

  /** An image counts once, with the mean of its tables, where several classes are explained. */
  @Test
  void severalTablesOfAnImageAreGroupedByTheClassExplained() throws IOException {
    List<SegmentAttribution> rows =
        List.of(
            of("a", "street", "cat", 1, 0.9, "cat", null),
            of("a", "street", "dog", 3, 0.6, "dog", null),
            of("b", "street", "cat", 5, 0.9, "cat", null));
    try (TableStore store = TableStore.open(List.of(run("a", rows)))) {
      assertEquals(List.of("cat", "dog"), store.classes());
      List<NameAggregate> all = GroupedTables.of(store, STANDARD, ALL, "", List.of()).aggregates();
      assertEquals(
          List.of("[lrp-z, cat] 2 2 3.0", "[lrp-z, dog] 1 1 3.0"),
          all.stream().map(GroupedTablesTest::summary).toList());
      List<NameAggregate> together =
          GroupedTables.of(store, Grouping.by(List.of("segment")), ALL, "", List.of()).aggregates();
      assertEquals(
          List.of("[] 2 3 3.0"), together.stream().map(GroupedTablesTest::summary).toList());
      assertEquals(new TableStore.Images("cnn", 2, 0, 0), store.images("lrp-z"));
      List<NameAggregate> byIndex =
          GroupedTables.of(
                  store,
                  Grouping.by(List.of("explained_class_index", "segment")),
                  ALL,
                  "explained_confidence > 0.7",
                  List.of())
              .aggregates();
      assertEquals(
          List.of("[0] 2 2 3.0"), byIndex.stream().map(GroupedTablesTest::summary).toList());
    }
  }

  private static String summary(NameAggregate a) {
    double mean = a.statistics().get(AggregateValue.ATTRIBUTION).relative();
    return a.group() + " " + a.images() + " " + a.tables() + " " + mean;
  }

  @Test
  void accuracyIsOverLabelsThatAreClasses() throws IOException {
    List<SegmentAttribution> rows =
        List.of(
            of("a", "cat", "cat", 1, 0.9, "cat", true),
            of("b", "cat", "dog", 1, 0.6, "cat", false),
            of("b", "cat", "cat", 1, 0.6, "cat", false),
            of("c", "dog", "dog", 1, 0.6, "dog", true),
            of("d", "street", "cat", 1, 0.9, "street", null));
    try (TableStore store = TableStore.open(List.of(run("a", rows)))) {
      assertEquals(new TableStore.Images("cnn", 4, 3, 2), store.images("lrp-z"));
      assertEquals(
          List.of(new TableStore.Labelled("cat", 2, 1), new TableStore.Labelled("dog", 1, 1)),
          store.labelled("lrp-z"));
      List<NameAggregate> right =
          GroupedTables.of(store, STANDARD, ALL, "correct", List.of()).aggregates();
      assertEquals(2, right.size());
    }
  }
}
