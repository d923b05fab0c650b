package org.segmentattribution.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

class FindingsTest {
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

  private static Findings findings(Set<String> highlights, ExplainGroup... groups) {
    return new Findings(List.of(groups), highlights);
  }

  private static String text(Findings findings) {
    return findings.blocks().stream()
        .map(
            block -> {
              if (block instanceof Block.Prose prose) {
                return prose.phrases().stream()
                    .map(Block.Phrase::text)
                    .collect(Collectors.joining());
              }
              return block instanceof Block.Text text ? text.text() : "";
            })
        .collect(Collectors.joining("\n"));
  }

  private static List<String> caveats(int skipped, ExplainGroup... groups) {
    ExplainOverview overview = new ExplainOverview("cnn", List.of("m"), 100, skipped, 0.9);
    return new Caveats(overview, findings(Set.of(), groups)).list();
  }

  @Test
  void sentencesSayWhatComesFirstAndLast() {
    String text = text(findings(Set.of("s2"), group("m", "zebra", 1200, 1.1, 2, 2.9, 4)));
    assertTrue(text.contains("1,200 images, 4.1 segments in each on average."), text);
    assertTrue(
        text.contains(
            "relies most on s0, which speaks for the class in 1,080 of 1,200: mean rank 1.10 (95\u00a0% interval 0.90\u20131.30), at rank 1 in "
                + "50.0\u00a0% of the 1,200 images that show it. Next: s1 (mean rank 2.00"),
        text);
    assertTrue(text.contains("It relies least on s3 (mean rank 4.00"), text);
    assertTrue(text.contains("The highlighted s2 has place 3 of 4"), text);
    assertFalse(text.contains("rare") || text.contains("open"), text);
  }

  private static AggregateRow signed(String segment, int images, Signs signs, double topShare) {
    return new AggregateRow(
        "m",
        "c",
        segment,
        new AggregateRow.Counts(images, images, images, 0),
        new AggregateRow.Attribution(1, 1),
        new AggregateRow.Rank(1, 1, new Interval(0.9, 1.1, 0), topShare),
        signs);
  }

  private static String sentence(AggregateRow... rows) {
    return text(findings(Set.of(), new ExplainGroup("m", "c", List.of(rows), Map.of(), List.of())));
  }

  @Test
  void theSignStandsWhereASegmentIsSaidToMatter() {
    AggregateRow with = signed("sea", 20, new Signs(0, 2, 20), 0.4);
    assertTrue(
        sentence(signed("rock", 20, new Signs(3, 17, 20), 0.6), with)
            .contains("most on rock, which speaks against the class in 17 of 20"));
    assertTrue(
        sentence(signed("rock", 20, new Signs(12, 8, 20), 0.6), with)
            .contains(
                "most on rock, which speaks for the class in 12 of 20 and against it in 8: mean rank"));
    // maps without a negative value have no direction
    String unsigned =
        sentence(
            signed("rock", 20, new Signs(20, 0, 20), 0.6),
            signed("sea", 20, new Signs(20, 0, 20), 0.4));
    assertTrue(unsigned.contains("most on rock: mean rank"), unsigned);
    assertFalse(unsigned.contains("for the class"), unsigned);
  }

  @Test
  void aHandfulOfImagesHasNoOrder() {
    String text = sentence(signed("rock", 4, new Signs(3, 1, 4), Double.NaN));
    assertTrue(text.contains("Only 4 images: too few to say what the model relies on."), text);
    assertFalse(text.contains("relies most"), text);
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
    String text = sentence(few, alone, first, last);
    assertTrue(text.contains("relies most on person, which speaks for the class in 13"), text);
    assertFalse(text.contains("chair") || text.contains("boat"), text);
    // where it is alone it has no rank: these images do not count as those where it could be first
    assertTrue(text.contains("of the 14 images that show it."), text);
    assertTrue(text.contains("first in 50.0\u00a0% of 17 images"), text);
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
        "No segment stands beside another in 5 images and one in ten: too few to say what the model relies on.",
        sentence(few, alone).lines().reduce((a, b) -> b).orElseThrow());
  }

  @Test
  void anOpenOrderIsCalledSo() {
    assertTrue(text(findings(Set.of(), group("m", "z", 90, 1.1, 1.2, 3))).contains("one other"));
    assertTrue(text(findings(Set.of(), group("m", "z", 90, 1.1, 1.2))).contains("All intervals"));
    assertTrue(text(findings(Set.of(), group("m", "z", 0))).contains("No segment was found"));
  }

  @Test
  void otherMethodsAreComparedWhereThatSaysSomething() {
    ExplainGroup first = group("m", "z", 90, 1, 2, 3, 4);
    String text =
        text(
            findings(
                Set.of(),
                first,
                group("same", "z", 90, 1, 2, 3, 4),
                group("n", "z", 90, 4, 3, 2, 1)));
    assertTrue(
        text.contains("same has the same order of segments (Kendall\u2019s tau 1.00 over 4)"));
    assertTrue(
        text.contains("n has another order of segments (Kendall\u2019s tau \u22121.00 over 4)"));
    assertFalse(
        text(findings(Set.of(), group("m", "z", 90, 1, 2), group("n", "z", 90, 2, 1)))
            .contains("Other methods"));
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
