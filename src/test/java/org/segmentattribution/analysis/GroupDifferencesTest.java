package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.analysis.Matrices.NONE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.statistics.CriticalDifferenceOptions.Mode;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.NameMatrix;

class GroupDifferencesTest {
  private static final List<String> NAMES = List.of("eyes", "mane", "sky");
  private static final CriticalDifferenceOptions OPTIONS = CriticalDifferenceOptions.defaults();

  /** Twelve images in which mane is above eyes above sky. */
  private static final NameMatrix CLEAR =
      Matrices.of(
          NAMES,
          IntStream.rangeClosed(1, 12)
              .mapToObj(i -> new double[] {2 * i, 3 * i, i})
              .toArray(double[][]::new));

  private static GroupDifferences compare(NameMatrix matrix, CriticalDifferenceOptions options) {
    return GroupDifferences.of(
            List.of("lrp-z", "zebra"), AggregateValue.ATTRIBUTION, matrix, options)
        .orElseThrow();
  }

  private static List<Object> column(GroupDifferences differences, String name) {
    int at = 2 + GroupDifferences.PAIR_COLUMNS.indexOf(name);
    return differences.pairs().stream().map(row -> row.get(at)).toList();
  }

  @Test
  void theBetterNameOfEachPairComesFirst() {
    GroupDifferences d = compare(CLEAR, OPTIONS);
    assertEquals(List.of("mane", "mane", "eyes"), column(d, "name_a"));
    assertEquals(List.of("eyes", "sky", "sky"), column(d, "name_b"));
    assertEquals(List.of(1.0, 1.0, 2.0), column(d, "diagram_rank_a"));
    assertEquals(List.of(2.0, 3.0, 3.0), column(d, "diagram_rank_b"));
    // the medians of i, 2i and i over i = 1 … 12
    assertEquals(List.of(6.5, 13.0, 6.5), column(d, "median_difference"));
    assertEquals(List.of(1.0, 1.0, 1.0), column(d, "rank_biserial"));
    assertEquals(List.of(78.0, 78.0, 78.0), column(d, "w_plus"));
    assertEquals(List.of("exact", "exact", "exact"), column(d, "p_method"));
    // all of 12 signs: 2^-12 one-sided; Holm's largest factor for three pairs
    assertEquals(Math.pow(2, -12), (double) column(d, "p_one_sided").get(0), 1e-12);
    assertEquals(3 * Math.pow(2, -11), (double) column(d, "p_holm").get(0), 1e-12);
    assertEquals(List.of(true, true, true), column(d, "different"));
    for (List<Object> row : d.pairs()) {
      assertEquals(2 + GroupDifferences.PAIR_COLUMNS.size(), row.size());
      assertEquals(List.of("lrp-z", "zebra"), row.subList(0, 2));
    }
  }

  @Test
  void lowerIsBetterTurnsTheOrder() {
    CriticalDifferenceOptions lower =
        new CriticalDifferenceOptions(
            OPTIONS.alpha(), OPTIONS.correction(), OPTIONS.rule(), OPTIONS.mode(), true);
    GroupDifferences d = compare(CLEAR, lower);
    assertEquals(List.of("sky", "sky", "eyes"), column(d, "name_a"));
    assertEquals(List.of(1.0, 1.0, 2.0), column(d, "diagram_rank_a"));
  }

  /** Tables of one segment order nothing; they are counted and said in the figure. */
  @Test
  void imagesWithOneSegmentAreLeftOut() {
    NameMatrix some =
        Matrices.of(
            NAMES,
            new double[] {1, 2, 3},
            new double[] {NONE, 5, NONE},
            new double[] {2, 3, NONE},
            new double[] {9, NONE, NONE});
    GroupDifferences d = compare(some, OPTIONS);
    assertEquals(2, d.singles());
    assertEquals(List.of("i1", "i3"), d.matrix().imageIds());
    assertEquals(2, d.json(List.of("method", "class")).get("images"));
    assertEquals(2, d.json(List.of("method", "class")).get("tables_with_one_segment"));
    assertTrue(d.diagram(some, Set.of(), 1).svg().contains("Left out"));
    assertTrue(!compare(CLEAR, OPTIONS).diagram(CLEAR, Set.of(), 1).svg().contains("Left out"));
  }

  @Test
  void nothingToCompareIsNoComparison() {
    for (NameMatrix none :
        List.of(
            Matrices.of(NAMES),
            Matrices.of(NAMES, new double[] {1, NONE, NONE}),
            Matrices.of(List.of("sky"), new double[] {1}, new double[] {2}))) {
      assertEquals(
          Optional.empty(),
          GroupDifferences.of(List.of(), AggregateValue.ATTRIBUTION, none, OPTIONS));
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void programsGetTheSame() {
    Map<String, Object> json = compare(CLEAR, OPTIONS).json(List.of("method", "class"));
    assertEquals(Map.of("method", "lrp-z", "class", "zebra"), json.get("group"));
    assertEquals("attribution", json.get("value"));
    assertEquals(12, json.get("images"));
    List<Map<String, Object>> names = (List<Map<String, Object>>) json.get("names");
    assertEquals(List.of("mane", "eyes", "sky"), names.stream().map(n -> n.get("name")).toList());
    Map<String, Object> friedman = (Map<String, Object>) json.get("friedman");
    // full agreement of 12 images on three names: n (k - 1)
    assertEquals(24.0, (Double) friedman.get("statistic"), 1e-12);
    assertEquals(2, friedman.get("df"));
    assertEquals(true, json.get("gate_passed"));
    assertEquals(List.of(), json.get("bars"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void aTestThatIsNotDefinedIsNullForPrograms() {
    double[] same = {2, 2, 2};
    GroupDifferences d = compare(Matrices.of(NAMES, same, same, same), OPTIONS);
    Map<String, Object> json = d.json(List.of("method", "class"));
    assertNull(((Map<String, Object>) json.get("friedman")).get("p_value"));
    assertEquals(false, json.get("gate_passed"));
    List<Map<String, Object>> bars = (List<Map<String, Object>>) json.get("bars");
    assertEquals(List.of("eyes", "mane", "sky"), bars.get(0).get("names"));
    assertEquals(0, bars.get(0).get("first"));
    assertEquals(2, bars.get(0).get("last"));
    String svg = d.diagram(d.matrix(), Set.of(), 1).svg();
    assertTrue(svg.contains("undefined"), "the caption says so");
  }

  @Test
  void namesOfSeveralColumnsAreJoined() {
    NameMatrix two =
        new NameMatrix(
            List.of(List.of("sky", "top-left"), List.of("sky", "top-right")),
            List.of("a", "b"),
            new double[][] {{1, 2}, {1, 3}},
            new double[][] {{1, 2}, {1, 3}},
            List.of(false, false));
    GroupDifferences d = compare(two, OPTIONS);
    assertEquals(List.of("sky \u00b7 top-right"), column(d, "name_a"));
  }

  /** The numbers of the figure: mean table rank and images with the name, by hand. */
  @Test
  void theFigureSaysInHowManyImagesANameIs() {
    NameMatrix ranks =
        Matrices.of(
            NAMES, new double[] {2, 1, 3}, new double[] {1, 2, NONE}, new double[] {3, 2, 1});
    NameMatrix attributions =
        Matrices.of(
            NAMES, new double[] {2, 3, 1}, new double[] {3, 2, NONE}, new double[] {1, 2, 3});
    GroupDifferences d = compare(attributions, OPTIONS);
    var rows = d.diagram(ranks, Set.of("sky"), 1).rows();
    assertEquals(
        List.of("eyes", "mane", "sky"), rows.stream().map(r -> r.name()).sorted().toList());
    for (var row : rows) {
      assertEquals(row.name().equals("sky"), row.highlighted());
      assertEquals(row.name().equals("sky") ? 2 : 3, row.images());
      double mean = Map.of("eyes", 2.0, "mane", 5 / 3.0, "sky", 2.0).get(row.name());
      assertEquals(mean, row.relativeRank(), 1e-12);
    }
  }

  /** Neither the order of images nor that of names changes ranks, p-values or the order. */
  @Property(tries = 40)
  void orderIsIrrelevant(@ForAll long seed, @ForAll Mode mode) {
    CriticalDifferenceOptions options =
        new CriticalDifferenceOptions(
            OPTIONS.alpha(), OPTIONS.correction(), OPTIONS.rule(), mode, false);
    List<String> names = List.of("a", "b", "c", "d");
    double[][] rows = Matrices.random(seed, 9, 4);
    List<Integer> images = Matrices.shuffled(IntStream.range(0, 9).boxed().toList(), seed);
    double[][] turned = images.stream().map(i -> rows[i]).toArray(double[][]::new);
    Optional<GroupDifferences> there =
        GroupDifferences.of(
            List.of(), AggregateValue.ATTRIBUTION, Matrices.of(names, rows), options);
    Optional<GroupDifferences> back =
        GroupDifferences.of(
            List.of(), AggregateValue.ATTRIBUTION, Matrices.of(names, turned), options);
    assertEquals(there.isPresent(), back.isPresent());
    if (there.isPresent()) {
      assertArrayEquals(
          there.get().result().averageRanks(), back.get().result().averageRanks(), 1e-12);
      assertEquals(there.get().pairs(), back.get().pairs());
      assertEquals(there.get().result().bars(), back.get().result().bars());
      double sum = 0;
      for (double rank : there.get().result().averageRanks()) {
        sum += rank;
      }
      assertEquals(4 * 5 / 2.0, sum, 1e-9, "ranks of four names");
    }
  }
}
