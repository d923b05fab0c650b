package org.segmentattribution.table.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TestRow;

class RunTablesTest {
  @TempDir private Path run;
  private final List<SegmentAttribution> rows = new ArrayList<>();
  private Path csv;
  private Path parquet;

  /** Thirty images of two classes, two methods, three segments. */
  @BeforeEach
  void write() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 30; i++) {
      for (String method : List.of("lrp-z", "gradient")) {
        for (int k = 0; k < 3; k++) {
          rows.add(
              TestRow.of("i" + i, "s" + k)
                  .label(i % 2 == 0 ? "zebra" : "horse")
                  .method(method)
                  .with(Column.SEGMENT_ID, k)
                  .mean(random.nextDouble() - 0.5)
                  .rank(1 + (k + i) % 3)
                  .calibrated(random.nextDouble(), 1 + k)
                  .row());
        }
      }
    }
    csv = run.resolve("sat.csv");
    parquet = run.resolve("sat.parquet");
    SatCsv.write(csv, rows);
  }

  private static List<List<Object>> numbers(List<GroupAggregates> groups) {
    List<List<Object>> all = new ArrayList<>();
    groups.forEach(group -> group.rows().forEach(row -> all.add(List.of(row))));
    return all;
  }

  /** Rows that were just converted, and those read from either file later, are the same. */
  @Test
  void aggregatesDoNotDependOnWhereRowsCameFrom() throws IOException {
    List<List<Object>> converted;
    try (RunTables tables = RunTables.convert(csv, parquet, 7)) {
      converted = numbers(tables.aggregates());
    }
    assertEquals(30 * 2 * 3, SatParquet.rows(parquet));
    try (RunTables fromParquet = RunTables.open(parquet, 7);
        RunTables fromCsv = RunTables.open(csv, 7)) {
      assertEquals(converted, numbers(fromParquet.aggregates()));
      assertEquals(converted, numbers(fromCsv.aggregates()));
    }
    assertEquals(2 * 2 * 3, converted.size());
  }

  @Test
  void bothGroupingsStayUsable() throws IOException {
    try (RunTables tables = RunTables.open(csv, 7)) {
      RunGroups byClass = tables.byClass();
      RunGroups together = tables.together();
      assertSame(byClass, tables.byClass());
      assertSame(together, tables.together());
      List<String> zebras = List.of("lrp-z", "zebra");
      assertEquals(15, byClass.tables().matrix(zebras, AggregateValue.RANK).imageIds().size());
      List<String> all = List.of("lrp-z");
      assertEquals(30, together.tables().matrix(all, AggregateValue.RANK).imageIds().size());
      assertEquals(zebras, byClass.aggregates().get(3).key());
      assertEquals(all, together.aggregates().get(1).key());
      Interval interval = together.aggregates().get(0).ranks().get("s0");
      assertTrue(interval.low() < 2 && 2 < interval.high(), interval.toString());
    }
  }

  @Test
  void tablesOfAMethodComeWholeAndInOrder() throws IOException {
    List<String> expected = new ArrayList<>();
    for (SegmentAttributionTable table : SegmentAttributionTable.group(rows)) {
      if (table.method().equals("gradient")) {
        table.rows().forEach(r -> expected.add(r.imageId() + r.segment() + r.meanAttribution()));
      }
    }
    List<String> found = new ArrayList<>();
    try (RunTables tables = RunTables.open(csv, 7)) {
      tables.forEachTable(
          "gradient",
          table -> {
            assertEquals(3, table.size());
            table.forEach(r -> found.add(r.imageId() + r.segment() + r.attribution()));
          });
      tables.forEachTable("none'; DROP TABLE loaded", table -> found.add("?"));
    }
    assertEquals(expected, found);
  }

  /** An image explained for two classes has two tables, whose rows follow one another. */
  @Test
  void anotherExplainedClassIsAnotherTable() throws IOException {
    List<SegmentAttribution> two = new ArrayList<>();
    for (String target : List.of("zebra", "horse")) {
      for (String segment : List.of("eye", "mane")) {
        two.add(TestRow.of("a", segment).with(Column.TARGET, target).row());
      }
    }
    SatCsv.write(csv, two);
    List<String> targets = new ArrayList<>();
    try (RunTables tables = RunTables.open(csv, 7)) {
      tables.forEachTable("lrp-z", table -> targets.add(table.get(1).target() + table.size()));
    }
    assertEquals(List.of("zebra2", "horse2"), targets);
  }

  @Test
  void noRowsAreNoGroups() throws IOException {
    SatCsv.write(csv, List.of());
    try (RunTables tables = RunTables.convert(csv, parquet, 7)) {
      assertEquals(List.of(), tables.aggregates());
    }
    assertEquals(0, SatParquet.rows(parquet));
  }

  @Test
  void aBadRowIsNamedAndNothingIsWritten() throws IOException {
    Files.writeString(csv, Files.readString(csv).replaceFirst("top-left,[^,]*,", "top-left,much,"));
    Exception e = assertThrows(IOException.class, () -> RunTables.convert(csv, parquet, 7));
    assertEquals(csv + ", line 2, column mean_signed: 'much' is not a number", e.getMessage());
    assertFalse(Files.exists(parquet));
    try (Stream<Path> left = Files.list(run)) {
      assertEquals(List.of(csv), left.toList());
    }
  }
}
