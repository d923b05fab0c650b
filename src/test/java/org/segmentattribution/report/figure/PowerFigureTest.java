package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.svg.SvgBoxes;

class PowerFigureTest {
  private static PowerLine line(String name, int... found) {
    List<PowerLine.Point> points = new ArrayList<>();
    double[] strengths = {0, 10, 25, 100};
    for (int i = 0; i < found.length; i++) {
      points.add(new PowerLine.Point(strengths[i], found[i], i == 2 ? 0 : 10));
    }
    return new PowerLine(name, points);
  }

  @Test
  void drawsALineAReadingAndSaysItInWords() {
    String svg =
        PowerFigure.svg(List.of(line("lrp rank", 0, 5, 0, 10), line("excess", 1, 2, 0, 9)));
    assertTrue(svg.contains("lrp rank: 0 % 0 of 10; 10 % 5 of 10;".replace(" %", "\u00a0%")), svg);
    assertTrue(svg.contains("excess at 100\u00a0%: 9 of 10"), svg);
    // three points with classifiers and one in the legend, for each of two lines
    assertEquals(8, svg.split("<circle", -1).length - 1);
    assertFalse(svg.contains("NaN"), svg);
  }

  @Test
  void anythingCanBeDrawn() throws Exception {
    for (List<PowerLine> lines :
        List.of(
            List.<PowerLine>of(), List.of(line("a name as long as it can be <&", 0, 5, 0, 10)))) {
      new SvgBoxes(PowerFigure.of(lines).wide()).assertSound();
      new SvgBoxes(PowerFigure.of(lines).narrow()).assertNarrow();
    }
    assertTrue(PowerFigure.svg(List.of()).endsWith("</svg>\n"));
    assertTrue(PowerFigure.svg(List.of(line("one", 3))).contains("one"));
    List<PowerLine> many = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      many.add(line("reading " + i, i % 11, 5));
    }
    assertTrue(PowerFigure.svg(many).contains("reading 23"));
  }
}
