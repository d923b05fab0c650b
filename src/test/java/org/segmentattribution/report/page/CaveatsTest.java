package org.segmentattribution.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

class CaveatsTest {
  private static AggregateRow row(String segment, int images, int tables, double rank) {
    return new AggregateRow(
        "m",
        "c",
        segment,
        new AggregateRow.Counts(images, images, tables, 0),
        new AggregateRow.Attribution(1, 1),
        new AggregateRow.Rank(rank, rank, new Interval(rank - 0.2, rank + 0.2, 0), 0.5),
        new Signs(images - images / 10, images / 10, images));
  }

  private static ExplainGroup group(String method, String className, int tables, double... ranks) {
    List<AggregateRow> rows = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      rows.add(row("s" + i, tables, tables, ranks[i]));
    }
    rows.add(row("rare", tables / 20, tables, tables < 20 ? Double.NaN : 1));
    return new ExplainGroup(method, className, rows, Map.of("s0", 0.004, "s3", 0.004), List.of());
  }

  private static List<String> caveats(int skipped, ExplainGroup... groups) {
    ExplainOverview overview = new ExplainOverview("cnn", List.of("m"), 100, skipped, 0.9);
    return new Caveats(overview, new Findings(List.of(groups), Set.of())).list();
  }

  private static AggregateRow ranked(String segment, int images, int ranked, double rank) {
    double share = ranked < 5 ? Double.NaN : 0.5;
    return new AggregateRow(
        "m",
        "c",
        segment,
        new AggregateRow.Counts(images, ranked, 20, 3),
        new AggregateRow.Attribution(1, 1),
        new AggregateRow.Rank(rank, 1, new Interval(rank, rank, 0), share),
        new Signs(images - 1, 1, images));
  }

  @Test
  void aSegmentInAHandfulOfImagesIsNotToldOf() {
    AggregateRow few = ranked("chair", 4, 4, 1);
    AggregateRow alone = ranked("boat", 9, 4, 1);
    AggregateRow first = ranked("person", 14, 14, 1.2);
    AggregateRow last = ranked("background", 20, 17, 1.9);
    ExplainGroup group =
        new ExplainGroup("m", "c", List.of(few, alone, first, last), Map.of(), List.of());
    List<String> caveats = caveats(0, group);
    assertTrue(caveats.get(0).startsWith("Images with a single segment: 3 of 20 images of c."));
    String untold = caveats.get(caveats.size() - 1);
    assertTrue(
        untold.startsWith("Beside another segment in fewer than 5 images")
            && untold.contains("boat in c (4), chair in c (4)"),
        untold);
    assertEquals(
        "No segment stands beside another in 5 images and one in ten: too few to say what the model"
            + " relies on.",
        new ExplainGroup("m", "c", List.of(few, alone), Map.of(), List.of()).silence());
  }

  @Test
  void caveatsFollowFromTheNumbers() {
    ExplainGroup plain =
        new ExplainGroup("m", "z", List.of(row("s", 40, 40, 1)), Map.of("s", 0.3), List.of());
    assertEquals(List.of(), caveats(0, plain));
    List<String> all = caveats(3, group("m", "z", 25, 1, 2, 3, 4), group("n", "z", 25, 4, 3, 2, 1));
    assertEquals(5, all.size(), all.toString());
    assertTrue(all.get(0).startsWith("3 images of 103 could not be used"), all.get(0));
    assertTrue(all.get(1).contains("Fewer than 30 images") && all.get(1).contains("z (25)"));
    assertTrue(all.get(2).contains("by chance") && all.get(2).contains("s0 (0.4"), all.get(2));
    assertFalse(all.get(2).contains("s3"), all.get(2));
    assertTrue(all.get(3).contains("n for z (\u22121.00 over 4)"), all.get(3));
    assertTrue(all.get(4).contains("fewer than one image in ten of z"), all.get(4));
  }
}
