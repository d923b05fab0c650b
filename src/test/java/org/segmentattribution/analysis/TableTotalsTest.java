package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;
import org.segmentattribution.table.store.RunTables;

class TableTotalsTest {
  @TempDir Path folder;
  private final List<SegmentAttribution> rows = new ArrayList<>();

  private void add(TableRows table) {
    rows.addAll(table.rows());
  }

  private TableTotals read() throws IOException {
    SatCsv.write(folder.resolve("sat.csv"), rows);
    try (RunTables tables = RunTables.open(folder, 1)) {
      return TableTotals.of(tables, 3, Set.of("sky"));
    }
  }

  private static TableRows animal(String image, String label, String predicted) {
    return TableRows.of(image).of(label, predicted, label);
  }

  /** Twelve zebras (mane first) and twelve horses (legs first); a zebra is taken for a horse. */
  @BeforeEach
  void twoClasses() {
    for (String method : List.of("lrp-z", "gradient")) {
      for (int i = 0; i < 12; i++) {
        String predicted = i == 0 ? "horse" : "zebra";
        add(
            animal("z" + i, "zebra", predicted)
                .method(method)
                .segment("mane", 0.5 + i / 100.0)
                .segment("legs", 0.25)
                .segment("sky", method.equals("lrp-z") ? 0.125 : -0.125));
        add(
            animal("h" + i, "horse", "horse")
                .method(method)
                .segment("mane", 0.25)
                .segment("legs", 0.5)
                .segment("sky", 0.125));
      }
    }
  }

  private static List<String> names(ExplainGroup group) {
    return group.rows().stream().map(AggregateRow::segment).toList();
  }

  @Test
  void allImagesComeBeforeEachClassMethodByMethod() throws IOException {
    TableTotals totals = read();
    assertEquals(
        List.of(
            "all images \u00b7 lrp-z",
            "horse \u00b7 lrp-z",
            "zebra \u00b7 lrp-z",
            "all images \u00b7 gradient",
            "horse \u00b7 gradient",
            "zebra \u00b7 gradient"),
        totals.groups().stream().map(ExplainGroup::heading).toList());
    assertEquals(List.of("legs", "mane", "sky"), names(totals.groups().get(1)));
    assertEquals(List.of("mane", "legs", "sky"), names(totals.groups().get(2)));
    assertEquals(24, totals.groups().get(0).rows().get(0).images());
    assertEquals(0.1, totals.groups().get(0).areas().get("mane"), 1e-12);
    // zebras: (0.5 + … + 0.61) / 12
    assertEquals(0.555, totals.groups().get(2).rows().get(0).relativeMeanAttribution(), 1e-12);
  }

  @Test
  void onlyAMethodThatSpeaksAgainstAClassIsSigned() throws IOException {
    for (ExplainGroup group : read().groups()) {
      assertEquals(group.method().equals("gradient"), group.signed(), group.heading());
    }
  }

  @Test
  void theOverviewCountsImagesOnce() throws IOException {
    var overview = read().overview();
    assertEquals("cnn", overview.model());
    assertEquals(List.of("lrp-z", "gradient"), overview.methods());
    assertEquals(24, overview.images());
    assertEquals(3, overview.skipped());
    assertEquals(23 / 24.0, overview.correct(), 1e-12);
  }

  @Test
  void methodsAreComparedOverAllImagesAndInEachClass() throws IOException {
    List<MethodAgreements> agreements = read().agreements();
    assertEquals(
        List.of("", "horse", "zebra"),
        agreements.stream().map(MethodAgreements::className).toList());
    for (MethodAgreements agreement : agreements) {
      assertEquals(List.of("lrp-z", "gradient"), agreement.methods());
      assertEquals(1, agreement.pairs().get(0).means().relativeTau(), 1e-12, "only a sign differs");
      assertEquals(1, agreement.relativeW(), 1e-12);
    }
  }

  /** One class alone is not shown twice, and one method agrees with nobody. */
  @Test
  void oneClassAndOneMethodAreToldOnce() throws IOException {
    rows.removeIf(row -> !row.label().equals("zebra") || !row.method().equals("lrp-z"));
    TableTotals totals = read();
    assertEquals(
        List.of("zebra \u00b7 lrp-z"), totals.groups().stream().map(g -> g.heading()).toList());
    assertEquals(List.of(), totals.agreements());
  }

  @Test
  void beyondTwelveClassesThePageHasAllImagesAlone() throws IOException {
    rows.clear();
    for (int i = 0; i < 2 * TableTotals.CLASSES; i++) {
      String label = "c" + i % TableTotals.CLASSES;
      add(animal("i" + i, label, label).segment("a", 0.5).segment("b", 0.25));
    }
    assertEquals(1 + TableTotals.CLASSES, read().groups().size());
    add(animal("one more", "c99", "c99").segment("a", 0.5).segment("b", 0.25));
    List<ExplainGroup> groups = read().groups();
    assertEquals(
        List.of("all images \u00b7 lrp-z"), groups.stream().map(g -> g.heading()).toList());
  }

  /** Where the order is the same in every image nothing is doubtful; with three orders it is. */
  @Test
  void anOrderThatMayBeChanceIsACaveatOfTheFirstMethod() throws IOException {
    assertEquals(List.of(), read().caveats().stream().filter(c -> c.startsWith("zebra")).toList());
    rows.clear();
    double[][] orders = {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}};
    for (String method : List.of("lrp-z", "gradient")) {
      for (int i = 0; i < 9; i++) {
        double[] order = orders[i % 3];
        TableRows table = animal("i" + i, "zebra", "zebra").method(method);
        add(table.segment("a", order[0]).segment("b", order[1]).segment("c", order[2]));
      }
    }
    List<String> caveats = read().caveats();
    assertEquals(1, caveats.size(), caveats.toString());
    assertTrue(caveats.get(0).startsWith("zebra \u00b7 lrp-z: the order of the segments"));
  }

  /** The mean rank 1 is 3 beside the same shape elsewhere. */
  @Test
  void ranksThatSizeMayHaveMadeAreACaveat() throws IOException {
    rows.clear();
    for (int i = 0; i < 12; i++) {
      add(
          animal("i" + i, "zebra", "zebra")
              .segment("logo", 0.9, 0.5, 3)
              .segment("mane", 0.5, 0.2, 2)
              .segment("sky", 0.1, 0.1, 1));
    }
    List<String> caveats = read().caveats();
    assertEquals(1, caveats.size(), caveats.toString());
    assertTrue(
        caveats.get(0).contains("the mean rank of logo is 3.0, not 1.0, sky is 1.0, not 3.0"));
  }

  @Test
  void aRunWithoutRowsHasNoGroups() throws IOException {
    rows.clear();
    TableTotals totals = read();
    assertEquals(List.of(), totals.groups());
    assertEquals(List.of(), totals.alarms());
    assertEquals("the model", totals.overview().model());
    assertEquals(0, totals.overview().images());
    assertTrue(Double.isNaN(totals.overview().correct()));
  }

  @Test
  void methodsThatFindNothingRaiseAnAlarm() throws IOException {
    for (int i = 0; i < 5; i++) {
      add(animal("flat" + i, "zebra", "zebra").segment("mane", 0).segment("sky", 0));
    }
    List<String> alarms = read().alarms().stream().map(Alarm::line).toList();
    assertEquals(2, alarms.size(), alarms.toString());
    assertEquals(
        "Few photographs. Both classes have fewer than 30: other photographs may give another"
            + " answer.",
        alarms.get(0));
    assertTrue(
        alarms.get(1).startsWith("No attribution. In 5 of 29 photographs lrp-z gives every"),
        alarms.toString());
  }
}
