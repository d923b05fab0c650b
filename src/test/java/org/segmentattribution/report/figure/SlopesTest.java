package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.page.Synthetic;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgBoxes;
import org.segmentattribution.statistics.Interval;

class SlopesTest {
  private static final Interval NONE = new Interval(Double.NaN, Double.NaN, 0);

  static Slopes figure(List<String> names) {
    List<Slopes.Row> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double a = i == 1 ? Double.NaN : 0.4 / (i + 1);
      rows.add(
          new Slopes.Row(
              names.get(i),
              a,
              0.5 / (i + 1),
              new Interval(a - 0.02, a + 0.05, 0),
              NONE,
              "+0.100, p < 0.001",
              i == 0));
    }
    return new Slopes(
        "Share of the attribution, by segment",
        "runs/biased with a name that is long enough to need all of the room there is",
        "runs/less-biased <&",
        "mean share",
        List.of(
            new Slopes.Panel("climbing \u00b7 lrp-z", rows),
            new Slopes.Panel("<script>", rows.subList(0, 1))),
        SegmentColours.of(names));
  }

  @Test
  void isSoundForAnyNames() throws Exception {
    for (List<String> names : List.of(Synthetic.NAMES, FiguresTest.HOSTILE, List.of("x"))) {
      Drawing drawing = figure(names).drawing();
      SvgBoxes svg = new SvgBoxes(drawing.wide());
      svg.assertSound();
      new SvgBoxes(drawing.narrow()).assertNarrow();
      // two ends a row, less one that is missing
      int ends = 2 * names.size() - (names.size() > 1 ? 1 : 0) + 2;
      assertEquals(ends, svg.elements("circle").size());
    }
  }
}
