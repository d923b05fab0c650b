package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.figure.FiguresTest;
import org.segmentattribution.report.figure.Slopes;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.svg.SvgBoxes;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.MeanDifference;

class RemovalComparisonTest {
  private static MeanDifference means(double a, double b) {
    return new MeanDifference(
        new Estimate(a, new Interval(a - 1, a + 1, 0)),
        new Estimate(b, Interval.NONE),
        new Estimate(b - a, new Interval(b - a - 2, b - a + 2, 0)),
        0.04,
        0.5);
  }

  private static SegmentComparison of(String method, String segment, double a, double b, double p) {
    SegmentComparison.Images images = new SegmentComparison.Images(9, 8, 7);
    SegmentComparison.Test other = new SegmentComparison.Test(means(0.2, 0.3), 0.5);
    return new SegmentComparison(
        new SegmentComparison.Groups("zebra", method, method),
        segment,
        new SegmentComparison.Images(10, 10, 10),
        other,
        other,
        other,
        new SegmentComparison.Removal(images, new SegmentComparison.Test(means(a, b), p)));
  }

  private static final List<SegmentComparison> ALL =
      List.of(
          of("lrp-z", "sky", 0, 5, 0.4),
          of("lrp-z", "mane", 4, 3, 0.01),
          of("lrp-z", "legs", -4, -2, 0.02),
          of("lrp-z", "tail", 4, Double.NaN, Double.NaN),
          of("gradient", "mane", 4, 3, 0.01));

  @Test
  void sureDifferencesComeFirstAndEachSegmentOnce() {
    ResultTable brief = RemovalComparison.brief(ALL);
    assertEquals(
        List.of("legs", "mane", "sky", "tail"),
        brief.rows().stream().map(row -> row.get(1)).toList());
    assertEquals(List.of("zebra", "legs", "7 pairs", -4.0, -2.0, 2.0, 0.02), brief.rows().get(0));
  }

  @Test
  void theWholeTableHasTheirColumnsWhereTheyAreCompared() {
    ResultTable table = ComparisonOutput.table(ALL);
    assertEquals(table.columns().size(), table.rows().get(1).size());
    List<Object> mane = table.rows().get(1);
    Object[][] expected = {
      {"excess_images_a", 9},
      {"excess_images_b", 8},
      {"excess_pairs", 7},
      {"excess_a", 4.0},
      {"excess_b", 3.0},
      {"excess_difference", -1.0},
      {"excess_low", -3.0},
      {"excess_high", 1.0},
      {"excess_p", 0.04},
      {"excess_p_adjusted", 0.01},
      {"excess_effect", 0.5},
      {"excess_a_low", 3.0},
      {"excess_a_high", 5.0},
      {"excess_b_low", Double.NaN}
    };
    for (Object[] cell : expected) {
      assertEquals(cell[1], mane.get(table.columns().indexOf(cell[0])), cell[0].toString());
    }
    SegmentComparison.Test test = ALL.get(0).shareTest();
    SegmentComparison without =
        new SegmentComparison(ALL.get(0).groups(), "sky", ALL.get(0).images(), test, test, test);
    ResultTable plain = ComparisonOutput.table(List.of(without));
    assertFalse(plain.columns().contains("excess_a"));
    assertEquals(plain.columns().size(), plain.rows().get(0).size());
    assertEquals(List.of(), RemovalComparison.brief(List.of(without)).rows());
  }

  @Test
  void theFigureIsSoundForAnyNamesAndNumbers() throws Exception {
    for (double unit : new double[] {1e-4, 1, 1e4}) {
      List<SegmentComparison> all = new ArrayList<>();
      for (String name : FiguresTest.HOSTILE) {
        all.add(of("lrp-z", name, -all.size() * unit, 2 * unit, 0.001 + 0.02 * all.size()));
      }
      all.add(of("lrp-z", "only here", Double.NaN, unit, Double.NaN));
      Slopes figure = RemovalComparison.figure("runs/a", "<b>", "logit", all);
      SvgBoxes svg = new SvgBoxes(figure.svg());
      svg.assertSound();
      assertEquals(2 * FiguresTest.HOSTILE.size() + 1, svg.elements("circle").size());
      assertTrue(figure.svg().contains("not in both runs"));
    }
  }
}
