package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.report.svg.SvgBoxes;
import org.w3c.dom.Element;

public class CriticalDifferenceDiagramTest {
  /** Ranks and bars of the fixture main-100x12; long names. */
  public static CriticalDifferenceDiagram twelve() {
    double[] ranks = {2.36, 2.925, 3.87, 5.31, 6.22, 6.555, 8.0, 8.03, 8.08, 8.655, 8.965, 9.03};
    List<String> names =
        List.of(
            "black and white stripes of the mane",
            "eyes",
            "muzzle <&\"> nostrils",
            "ears",
            "legs",
            "tail with its long tuft of hair",
            "belly",
            "grass in the foreground of the picture",
            "trees",
            "sky",
            "watermark",
            "other animals of the same kind nearby");
    List<DiagramRow> rows = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      rows.add(
          new DiagramRow(
              names.get(i),
              ranks[i],
              ranks[i] - 0.4,
              ranks[i] + 0.5,
              ranks[i] - 0.2,
              100 - 7 * i,
              names.get(i).equals("watermark")));
    }
    return new CriticalDifferenceDiagram(
        "zebra · deep-taylor",
        rows,
        List.of(
            new DiagramBar(0, 1),
            new DiagramBar(1, 2),
            new DiagramBar(4, 5),
            new DiagramBar(6, 9),
            new DiagramBar(7, 11)),
        List.of(
            "N = 100 images, 12 names. Friedman p = 3.2×10⁻¹⁰¹. One-sided Wilcoxon signed-rank tests, alpha 0.1, threshold 0.00909.",
            "rel. rank: mean rank over the images with the segment; images: how many these are. Model vgg16, method deep-taylor."));
  }

  static Stream<CriticalDifferenceDiagram> diagrams() {
    DiagramRow one = new DiagramRow("one", 1, Double.NaN, Double.NaN, Double.NaN, 0, false);
    List<DiagramRow> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(new DiagramRow("name " + i, 3 + i / 4, 2.5 + i / 4, 3.5 + i / 4, i, i, i == 3));
    }
    return Stream.of(
        twelve(),
        new CriticalDifferenceDiagram("t", List.of(one), List.of(), List.of("alone")),
        new CriticalDifferenceDiagram(
            "two",
            List.of(one, new DiagramRow("<script>", 2, 1.5, 2, 2, 3, true)),
            List.of(new DiagramBar(0, 1)),
            List.of()),
        new CriticalDifferenceDiagram(
            "many", many, List.of(new DiagramBar(0, 29), new DiagramBar(3, 8)), List.of("x")));
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void nothingOverlapsOrIsCutOff(CriticalDifferenceDiagram diagram) throws Exception {
    for (String svg :
        List.of(diagram.svg(), diagram.drawing().narrow(), ClassicDiagram.svg(diagram))) {
      new SvgBoxes(svg).assertSound();
    }
    new SvgBoxes(ClassicDiagram.of(diagram).narrow()).assertNarrow();
    assertEquals(diagram.svg(), diagram.svg());
  }

  @Test
  void dotsAndBracketsStandWhereTheNumbersSay() throws Exception {
    CriticalDifferenceDiagram diagram = twelve();
    List<Double> dots = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> bars = new ArrayList<>();
    for (Element group : new SvgBoxes(diagram.svg()).elements("g")) {
      if (group.hasAttribute("data-name")) {
        names.add(group.getAttribute("data-name"));
        Element dot = (Element) group.getElementsByTagName("circle").item(0);
        dots.add(Double.parseDouble(dot.getAttribute("cx")));
      }
      if (group.hasAttribute("data-bar")) {
        bars.add(group.getAttribute("data-bar"));
      }
    }
    assertEquals(diagram.rows().stream().map(DiagramRow::name).toList(), names);
    assertEquals(List.of("0-1", "1-2", "4-5", "6-9", "7-11"), bars);
    double unit = (dots.get(11) - dots.get(0)) / (9.03 - 2.36);
    for (int i = 0; i < 12; i++) {
      double expected = dots.get(0) + unit * (diagram.rows().get(i).rank() - 2.36);
      assertEquals(expected, dots.get(i), 0.5);
    }
  }

  @Test
  void barsShareLanesWhereTheyDoNotMeet() {
    assertEquals(
        List.of(0, 1, 0, 0, 1), Arrays.stream(DiagramBar.lanes(twelve().bars())).boxed().toList());
  }
}
