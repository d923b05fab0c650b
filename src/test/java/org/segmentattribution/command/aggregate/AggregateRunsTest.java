package org.segmentattribution.command.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;
import org.segmentattribution.table.importance.Importance;

/** Means by hand, and what may not be averaged. */
class AggregateRunsTest {
  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void write() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    rows.addAll(TableRows.of("i0").segment("mane", 1).segment("legs", 2).rows());
    rows.addAll(TableRows.of("i1").segment("mane", 3).segment("legs", -1).rows());
    rows.addAll(TableRows.of("i2").segment("legs", 5).segment("grass", 4).rows());
    run = write("a", rows);
  }

  private Path write(String name, List<SegmentAttribution> rows) throws IOException {
    Path to = Files.createDirectory(folder.resolve(name));
    SatCsv.write(to.resolve("sat.csv"), rows);
    return to;
  }

  private static ResultTable table(List<Path> runs, String by, String pool, String where)
      throws IOException {
    List<String> pooled = pool.isEmpty() ? List.of() : List.of(pool.split(","));
    try (AggregateRuns aggregate =
        AggregateRuns.open(TestCalls.aggregate(runs, List.of(by.split(",")), pooled, where))) {
      return aggregate.table();
    }
  }

  private static Object at(ResultTable table, String segment, String column) {
    int name = table.columns().indexOf("segment");
    int value = table.columns().indexOf(column);
    assertTrue(value >= 0, column + " in " + table.columns());
    return table.rows().stream()
        .filter(row -> row.get(name).equals(segment))
        .findFirst()
        .orElseThrow()
        .get(value);
  }

  private static String refused(List<Path> runs, String by, String pool, String where) {
    return assertThrows(WrongInput.class, () -> table(runs, by, pool, where))
        .show(key -> "--" + key);
  }

  /** Over the images with a segment, and over all: there a missing one counts 0, and comes last. */
  @ParameterizedTest
  @CsvSource({
    "mane, 2, 3, 2.0, 1.333333, 1.5, 2.0",
    "legs, 3, 3, 2.666667, 2.666667, 1.333333, 1.333333",
    "grass, 1, 3, 4.0, 1.333333, 2.0, 2.666667"
  })
  void meansAreOverImagesWithTheSegmentOrOverAll(
      String segment,
      int images,
      int tables,
      double relative,
      double absolute,
      double relativeRank,
      double absoluteRank)
      throws IOException {
    ResultTable table = table(List.of(run), "method,segment", "", "");
    assertEquals(images, ((Number) at(table, segment, "images")).intValue());
    assertEquals(tables, ((Number) at(table, segment, "tables")).intValue());
    assertEquals(relative, (double) at(table, segment, "relative_mean_attribution"), 1e-6);
    assertEquals(absolute, (double) at(table, segment, "absolute_mean_attribution"), 1e-6);
    assertEquals(relativeRank, (double) at(table, segment, "relative_mean_rank"), 1e-6);
    assertEquals(absoluteRank, (double) at(table, segment, "absolute_mean_rank"), 1e-6);
  }

  @Test
  void theBestComesFirst() throws IOException {
    ResultTable table = table(List.of(run), "method,segment", "", "");
    int name = table.columns().indexOf("segment");
    assertEquals(
        List.of("grass", "legs", "mane"), table.rows().stream().map(r -> r.get(name)).toList());
    assertTrue(table.rows().stream().allMatch(r -> r.size() == table.columns().size()));
  }

  private ResultTable whole(String by, Importance... values) throws IOException {
    AggregateSettings.Means means =
        new AggregateSettings.Means(List.of(), List.of(values), true, true, true, 1);
    try (AggregateRuns aggregate =
        AggregateRuns.open(
            new AggregateSettings(
                List.of(run), List.of(by.split(",")), List.of(), "", List.of(), means))) {
      return aggregate.table();
    }
  }

  /** The mane is before the legs in one photograph and after them in another. */
  @Test
  void aggregatesOfWholeTablesHaveColumnsOfTheirOwn() throws IOException {
    ResultTable table =
        whole(
            "method,segment",
            Importance.KEMENY,
            Importance.BORDA,
            Importance.MEDIAN,
            Importance.LIME,
            Importance.AVERAGE);
    int name = table.columns().indexOf("segment");
    assertEquals(
        List.of("legs", "grass", "mane"), table.rows().stream().map(r -> r.get(name)).toList());
    assertEquals(2 / 3.0, (double) at(table, "legs", "relative_borda"), 1e-12);
    assertEquals(0.5, at(table, "mane", "relative_borda"));
    assertEquals(1.0, at(table, "mane", "absolute_median_attribution"));
    assertEquals(2.0, at(table, "mane", "relative_median_attribution"));
    assertEquals(Math.sqrt(8), at(table, "legs", "lime_importance"));
    assertEquals(4.0, at(table, "grass", "average_importance"));
    assertEquals("exact", at(table, "grass", "kemeny_solver"));
    assertTrue(ShortColumns.of(table, 0).columns().contains("kemeny_rank"));
    assertTrue(table.columns().contains("lime_importance_high"));
    assertFalse(table.columns().contains("absolute_kemeny_rank_low"), "one order of all");
    assertEquals(Double.NaN, at(table, "legs", "lime_importance_low"), "in three images");
    assertTrue(table.rows().stream().allMatch(r -> r.size() == table.columns().size()));
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertTrue(
        assertThrows(WrongInput.class, () -> whole("segment", Importance.HOMOGENEITY))
            .show(key -> "--" + key)
            .startsWith("--value homogeneity compares classes, and all tables are of one: zebra"));
    assertTrue(
        assertThrows(WrongInput.class, () -> whole("method,position", Importance.MEDIAN))
            .show(key -> "--" + key)
            .startsWith("--value median is of segments"));
  }

  @Test
  void aConditionChoosesRows() throws IOException {
    ResultTable table = table(List.of(run), "method,segment", "", "image_id <> 'i1'");
    assertEquals(1.0, at(table, "mane", "relative_mean_attribution"));
    assertEquals(0.5, at(table, "mane", "absolute_mean_attribution"));
    assertTrue(refused(List.of(run), "segment", "", "colour = 'red'").startsWith("--where: "));
    assertTrue(refused(List.of(run), "segment", "", "rank >").startsWith("--where: "));
  }

  @Test
  void twoMethodsAreAveragedOnlyWhereThatIsAskedFor() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>(SatCsv.read(run.resolve("sat.csv")));
    rows.addAll(TableRows.of("i0").method("gradient").segment("mane", 9).segment("legs", 1).rows());
    Path both = write("both", rows);
    String said = refused(List.of(both), "segment", "", "");
    assertTrue(
        said.startsWith(
            "--by segment would average 2 methods (gradient, lrp-z): add method to --by, choose"
                + " with --where, or allow it by --pool method"),
        said);
    assertEquals(
        (1 + 3 + 9) / 3.0,
        (double)
            at(table(List.of(both), "segment", "method", ""), "mane", "relative_mean_attribution"),
        1e-9);
    assertEquals(
        9.0,
        at(
            table(List.of(both), "segment", "", "method = 'gradient'"),
            "mane",
            "relative_mean_attribution"));
    assertTrue(refused(List.of(both), "segment", "colour", "").startsWith("--pool: "));
    assertTrue(refused(List.of(both), "colour", "", "").startsWith("--by: "));
  }

  @Test
  void twoRunsAreToldApart() throws IOException {
    Path other = write("b", TableRows.of("i7").segment("mane", 7).segment("legs", 1).rows());
    String said = refused(List.of(run, other), "segment", "", "");
    assertTrue(said.contains("would average 2 runs"), said);
    ResultTable pooled = table(List.of(run, other), "segment", "run", "");
    assertEquals((1 + 3 + 7) / 3.0, (double) at(pooled, "mane", "relative_mean_attribution"), 1e-9);
    ResultTable apart = table(List.of(run, other), "run,segment", "", "");
    assertEquals(3 + 2, apart.rows().size());
    String missing = refused(List.of(run, folder.resolve("gone")), "segment", "", "");
    assertTrue(missing.startsWith("RUN: "), missing);
  }
}
