package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.page.Synthetic;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgBoxes;
import org.segmentattribution.statistics.Interval;
import org.w3c.dom.Element;

class RemovalDotsTest {
  private static RemovalDots.Dot dot(String name, double share, double excess, boolean relevant) {
    return new RemovalDots.Dot(
        name, share, excess, new Interval(excess - 1, excess + 1, 0), relevant, false);
  }

  private static final SegmentColours COLOURS = SegmentColours.of(List.of("mane", "sky"));

  private static RemovalDots of(double least, RemovalDots.Dot... dots) {
    return new RemovalDots("zebra", "lrp-z", "logit", least, List.of(dots), List.of(), COLOURS);
  }

  @Test
  void whatMattersIsFilledAndWhatIsNeededMoreIsHigher() throws Exception {
    SvgBoxes svg =
        new SvgBoxes(
            RemovalPlot.of(
                    of(
                        1.5,
                        dot("mane", 0.4, 4, true),
                        dot("sky", 0.5, -2, false),
                        dot("legs", 0, 0, false)))
                .narrow());
    List<Element> dots =
        svg.elements("circle").stream()
            .filter(c -> ((Element) c.getParentNode()).getTagName().equals("g"))
            .toList();
    assertEquals(
        List.of(COLOURS.light("mane"), Palette.PAPER, Palette.PAPER),
        dots.stream().map(c -> c.getAttribute("fill")).toList());
    double[] y = dots.stream().mapToDouble(c -> SvgBoxes.number(c, "cy")).toArray();
    assertEquals(2 * (y[1] - y[0]), 4 * (y[2] - y[1]), 0.05, "excesses 4, 0 and -2");
    double[] x = dots.stream().mapToDouble(c -> SvgBoxes.number(c, "cx")).toArray();
    assertEquals((x[0] - x[1]) / 0.4, (x[2] - x[1]) / 0.5, 0.1, "shares 0.4, 0 and 0.5");
    assertTrue(svg.texts().contains("changes nothing"));
    assertTrue(svg.texts().contains("matters from here"));
    for (Element text : svg.elements("text")) {
      // 300 units are at least 300 pixels of a page 360 pixels wide
      assertTrue(SvgBoxes.number(text, "font-size") >= 11, text.getTextContent());
    }
  }

  @Test
  void isSoundForAnyNumbers() throws Exception {
    for (double unit : new double[] {1e-6, 0.01, 1, 3000}) {
      RemovalDots figure =
          of(
              unit,
              dot("a", 1, unit, false),
              dot("b", 1, -unit, false),
              dot("c", 0.999, 30 * unit, true),
              dot("d", 1e-9, 0, false));
      new SvgBoxes(RemovalPlot.of(figure).wide()).assertSound();
      new SvgBoxes(RemovalPlot.of(figure).narrow()).assertSound();
    }
    new SvgBoxes(RemovalPlot.of(of(Double.NaN, dot("still", 0, 0, false))).wide()).assertSound();
    new SvgBoxes(RemovalPlot.of(Synthetic.removalDots("", Synthetic.NAMES)).wide()).assertSound();
  }
}
