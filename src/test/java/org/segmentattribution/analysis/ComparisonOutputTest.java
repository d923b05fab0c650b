package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.report.figure.Slopes;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.MeanDifference;

class ComparisonOutputTest {
  private static final double NONE = Double.NaN;

  /** Means a and b, whose intervals are 0.01 to either side. */
  private static MeanDifference means(double a, double b) {
    return new MeanDifference(
        new Estimate(a, new Interval(a - 0.01, a + 0.01, 0)),
        new Estimate(b, new Interval(b - 0.01, b + 0.01, 0)),
        new Estimate(b - a, new Interval(b - a - 0.02, b - a + 0.02, 0)),
        0.04,
        0.5);
  }

  private static SegmentComparison of(
      String className, String segment, int images, int pairs, double a, double b, double p) {
    return new SegmentComparison(
        new SegmentComparison.Groups(className, "lrp-z", "lrp-z"),
        segment,
        new SegmentComparison.Images(images, images + 1, pairs),
        new SegmentComparison.Test(means(a, b), p),
        new SegmentComparison.Test(means(2, 3), 0.2),
        new SegmentComparison.Test(means(NONE, NONE), NONE));
  }

  private static SegmentComparison of(String segment, double a, double b) {
    return of("zebra", segment, 10, 10, a, b, 0.03);
  }

  @Test
  void everyColumnHasItsValue() {
    ResultTable table = ComparisonOutput.table(List.of(of("eyes", 0.25, 0.5)));
    List<String> columns = table.columns();
    List<Object> row = table.rows().get(0);
    assertEquals(columns.size(), row.size());
    assertEquals(columns.size(), columns.stream().distinct().count(), "no column is there twice");
    String[][] expected = {
      {"class", "zebra"},
      {"segment", "eyes"},
      {"paired", "true"},
      {"images_a", "10"},
      {"images_b", "11"},
      {"pairs", "10"},
      {"share_a", "0.25"},
      {"share_b", "0.5"},
      {"share_difference", "0.25"},
      {"share_low", "0.23"},
      {"share_high", "0.27"},
      {"share_p", "0.04"},
      {"share_p_adjusted", "0.03"},
      {"share_effect", "0.5"},
      {"rank_a", "2.0"},
      {"rank_p_adjusted", "0.2"},
      {"calibrated_rank_a", "NaN"},
      {"share_a_low", "0.24"},
      {"share_a_high", "0.26"},
      {"share_b_low", "0.49"},
      {"rank_b_high", "3.01"}
    };
    for (String[] cell : expected) {
      assertEquals(cell[1], row.get(columns.indexOf(cell[0])).toString(), cell[0]);
    }
  }

  @Test
  void runsWithoutCommonImagesHaveNoPairs() {
    SegmentComparison groups = of("zebra", "eyes", 10, -1, 0.1, 0.2, 0.03);
    ResultTable table = ComparisonOutput.table(List.of(groups));
    assertEquals(false, table.rows().get(0).get(table.columns().indexOf("paired")));
    assertEquals("", table.rows().get(0).get(table.columns().indexOf("pairs")));
    assertEquals("10 / 11", ComparisonOutput.brief(List.of(groups)).rows().get(0).get(3));
    assertEquals(
        "10 pairs", ComparisonOutput.brief(List.of(of("eyes", 0, 1))).rows().get(0).get(3));
    assertTrue(figure(groups).axis().endsWith("other images in each run"));
    assertTrue(figure(of("eyes", 0, 1)).axis().endsWith("paired by image"));
  }

  @Test
  void aTerminalGetsOneNameForOneMethod() {
    SegmentComparison one = of("eyes", 0.1, 0.2);
    SegmentComparison two =
        new SegmentComparison(
            new SegmentComparison.Groups("zebra", "lrp-z", "gradient"),
            "eyes",
            new SegmentComparison.Images(3, 3, 3),
            new SegmentComparison.Test(means(0.1, 0.2), 0.5),
            new SegmentComparison.Test(means(1, 2), 0.5),
            new SegmentComparison.Test(means(1, 2), 0.5));
    List<List<Object>> rows = ComparisonOutput.brief(List.of(one, two)).rows();
    assertEquals("lrp-z", rows.get(0).get(1));
    assertEquals("lrp-z / gradient", rows.get(1).get(1));
    assertEquals(ComparisonOutput.brief(List.of(one)).columns().size(), rows.get(0).size());
    assertEquals("zebra \u00b7 lrp-z / gradient", figure(two).panels().get(0).title());
  }

  private static Slopes figure(SegmentComparison... all) {
    return ComparisonOutput.figure("before", "after", List.of(all));
  }

  private static List<String> shown(Slopes.Panel panel) {
    return panel.rows().stream().map(Slopes.Row::name).toList();
  }

  /** Seven with the largest share of each run, in the order of the list. */
  @Test
  void theStrongestOfEachRunAreShown() {
    List<SegmentComparison> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      // s0 to s6 lead in the first run, s13 to s19 in the second
      all.add(of("s" + i, (20 - i) / 210.0, i / 210.0));
    }
    List<String> shown = shown(ComparisonOutput.figure("a", "b", all).panels().get(0));
    assertEquals(14, shown.size());
    assertEquals("s0", shown.get(0));
    assertEquals("s6", shown.get(6));
    assertEquals("s13", shown.get(7));
    assertEquals("s19", shown.get(13));
  }

  /** Found in less than a tenth of what the commonest of its class is found in: 10 of 101. */
  @Test
  void whatIsFoundSeldomIsLeftToTheTable() {
    Slopes figure =
        figure(
            of("zebra", "common", 200, 200, 0.1, 0.2, 0.5),
            of("zebra", "seldom", 18, 18, 0.9, 0.9, 0.5),
            of("zebra", "enough", 20, 20, 0.9, 0.9, 0.5),
            of("horse", "alone", 18, 18, 0.9, 0.9, 0.5));
    assertEquals(2, figure.panels().size());
    assertEquals(List.of("common", "enough"), shown(figure.panels().get(0)));
    assertEquals(List.of("alone"), shown(figure.panels().get(1)), "of another class");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0004, '+0.250, p < 0.001', true",
    "0.0499, '+0.250, p = 0.050', true",
    "0.05, '+0.250, p = 0.050', false",
    "1, '+0.250, p = 1.000', false"
  })
  void theNoteSaysHowSureADifferenceIs(double p, String note, boolean stressed) {
    Slopes.Row row =
        figure(of("zebra", "eyes", 10, 10, 0.25, 0.5, p)).panels().get(0).rows().get(0);
    assertEquals(note, row.note());
    assertEquals(stressed, row.stressed());
    assertEquals(0.24, row.ofA().low());
    assertEquals(0.51, row.ofB().high());
  }

  @Test
  void aSegmentOfOneRunHasABarAndNoComparison() {
    Slopes figure =
        figure(of("", "eyes", 10, 10, 0.3, NONE, NONE), of("", "sky", 10, 10, NONE, 0.2, NONE));
    assertEquals("all images \u00b7 lrp-z", figure.panels().get(0).title());
    assertEquals(List.of("eyes", "sky"), shown(figure.panels().get(0)));
    for (Slopes.Row row : figure.panels().get(0).rows()) {
      assertEquals("in one run alone", row.note());
      assertFalse(row.stressed());
    }
    assertTrue(figure.svg().contains("in one run alone"));
    assertTrue(figure.svg().contains("before") && figure.svg().contains("after"));
  }
}
