package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgBoxes;
import org.segmentattribution.statistics.Interval;
import org.w3c.dom.Element;

/** Figures hold the numbers and names that they were given, at the places that these say. */
class FigureNumbersTest {
  private static final double NAN = Double.NaN;

  private static SvgBoxes read(String svg) throws Exception {
    return new SvgBoxes(svg);
  }

  private static List<String> titles(SvgBoxes svg) {
    return svg.elements("title").stream().map(Element::getTextContent).toList();
  }

  @Test
  void agreementIsInEachCellAndItsTooltipOnce() throws Exception {
    double[][] tau = {{1, -0.456, 0.9}, {-0.456, 1, NAN}, {0.9, NAN, 1}};
    AgreementMatrix figure = new AgreementMatrix("t", List.of("a<b", "c&d", "e"), tau, "caption");
    SvgBoxes svg = read(figure.svg());
    assertEquals(
        List.of("t", "a<b and e: 0.90", "c&d and e: not defined", "c&d and a<b: \u22120.46"),
        titles(svg));
    assertTrue(svg.texts().containsAll(List.of("0.90", "\u22120.46", "\u2013", "caption")));
    assertEquals(1, svg.texts().stream().filter("c&d"::equals).count(), "at the end of its row");
    assertEquals(figure.svg(), figure.svg());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 9})
  void positionsAreNineCellsASegment(int count) throws Exception {
    List<PositionHeat.Panel> panels = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      double[] values = new double[9];
      values[4] = p + 1;
      values[8] = NAN;
      panels.add(new PositionHeat.Panel("<" + p + ">", values));
    }
    SvgBoxes svg = read(new PositionHeat("t", panels, "c").drawing().wide());
    assertEquals(9 * count + 1, svg.elements("rect").size());
    for (int p = 0; p < count; p++) {
      assertTrue(svg.texts().contains("<" + p + ">"));
      Element middle = svg.elements("rect").get(1 + 9 * p + 4);
      Element corner = svg.elements("rect").get(1 + 9 * p);
      assertTrue(SvgBoxes.number(middle, "x") > SvgBoxes.number(corner, "x"));
      assertTrue(SvgBoxes.number(middle, "y") > SvgBoxes.number(corner, "y"));
    }
    assertEquals(count, svg.texts().stream().filter("\u2013"::equals).count());
    Element strongest = svg.elements("rect").get(1 + 9 * (count - 1) + 4);
    assertEquals("0.60", strongest.getAttribute("fill-opacity"));
  }

  @Test
  void aSlopeJoinsTheValuesOfBothRuns() throws Exception {
    Interval none = new Interval(NAN, NAN, 0);
    List<Slopes.Row> rows =
        List.of(
            new Slopes.Row("mane", 0.4, 0.1, none, none, "\u22120.300, p = 0.010", true),
            new Slopes.Row("sky", 0, 0.2, none, none, "+0.200, p = 0.5", false),
            new Slopes.Row("hoof", NAN, 0.2, none, none, "in one run alone", false));
    SegmentColours colours = SegmentColours.of(List.of("sky", "mane"));
    Slopes figure =
        new Slopes("t", "one", "two", "share", List.of(new Slopes.Panel("zebra", rows)), colours);
    SvgBoxes svg = read(figure.svg());
    Element mane = line(svg, "mane");
    Element sky = line(svg, "sky");
    assertEquals(colours.light("mane"), mane.getAttribute("stroke"));
    assertEquals(Palette.MUTED, sky.getAttribute("stroke"), "not beyond chance");
    double zero = SvgBoxes.number(sky, "y1");
    double four = SvgBoxes.number(mane, "y1");
    assertEquals((zero + four) / 2, SvgBoxes.number(sky, "y2"), 0.02);
    assertEquals(5, svg.elements("circle").size(), "one of them in one run alone");
    assertTrue(svg.texts().contains("mane: \u22120.300, p = 0.010"), svg.texts().toString());
    assertTrue(svg.texts().containsAll(List.of("left: one", "right: two", "share", "zebra")));
    assertTrue(titles(svg).contains("hoof: \u2013 and 0.200; in one run alone"));
  }

  private static Element line(SvgBoxes svg, String name) {
    return svg.elements("line").stream()
        .filter(e -> ((Element) e.getParentNode()).getAttribute("data-name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theClassicDiagramHasRankOneAtTheRight() throws Exception {
    List<DiagramRow> rows =
        List.of(
            new DiagramRow("best", 1.5, NAN, NAN, 1.25, 12, false),
            new DiagramRow("<next>", 2.5, NAN, NAN, 2, 11, true),
            new DiagramRow("last", 4, NAN, NAN, NAN, 0, false));
    CriticalDifferenceDiagram diagram =
        new CriticalDifferenceDiagram("t", rows, List.of(new DiagramBar(0, 1)), List.of("N = 12"));
    SvgBoxes svg = read(ClassicDiagram.svg(diagram));
    assertTrue(
        svg.texts()
            .containsAll(
                List.of(
                    "best (1.25, 12)", "<next> (2.00, 11)", "last (\u2013, 0)", "1.50", "4.00")),
        svg.texts().toString());
    double one = tick(svg, "1");
    double four = tick(svg, "4");
    assertTrue(one > four);
    List<Element> dots = svg.elements("circle");
    assertEquals(2, dots.size(), "rows that are not different");
    assertEquals(one + (four - one) * 0.5 / 3, SvgBoxes.number(dots.get(0), "cx"), 0.02);
    assertEquals(one + (four - one) * 1.5 / 3, SvgBoxes.number(dots.get(1), "cx"), 0.02);
  }

  private static double tick(SvgBoxes svg, String number) {
    return svg.elements("text").stream()
        .filter(t -> t.getTextContent().equals(number))
        .mapToDouble(t -> SvgBoxes.number(t, "x"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7})
  void aContactSheetHasRowsOfThree(int count) throws Exception {
    List<ContactSheet.Picture> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int wide = 40 + 10 * i;
      Mask mask = Mask.of(wide, 30, (x, y) -> x < 20 && y < 20);
      pictures.add(
          new ContactSheet.Picture(
              i + ".jpg <&", RgbImage.black(wide, 30), List.of(new NamedMask("ear", mask))));
    }
    Drawing sheet = ContactSheet.of(pictures, SegmentColours.of(List.of("ear")));
    read(sheet.narrow());
    SvgBoxes svg = read(sheet.wide());
    List<Element> images = svg.elements("image");
    assertEquals(count, images.size());
    for (int i = 0; i < count; i++) {
      Element image = images.get(i);
      assertEquals(220, SvgBoxes.number(image, "width"), 0.01, "the longer side");
      assertEquals(10 + 230 * (i % 3), SvgBoxes.number(image, "x"), 0.01);
      assertEquals(
          220.0 * 30 / (40 + 10 * i), SvgBoxes.number(image, "height"), 0.01, "keeps its shape");
      assertTrue(svg.texts().contains(i + ".jpg <&"));
      if (i >= 3) {
        Element above = images.get(i - 3);
        double below = SvgBoxes.number(above, "y") + SvgBoxes.number(above, "height");
        assertTrue(SvgBoxes.number(image, "y") > below);
      }
    }
    assertEquals(
        Math.min(count, 1), svg.texts().stream().filter("ear"::equals).count(), "legend alone");
    assertEquals(
        count, svg.elements("path").stream().filter(p -> p.hasAttribute("fill-opacity")).count());
  }

  @Test
  void severalNamesAreAtTheirSegments() throws Exception {
    List<NamedMask> masks =
        List.of(
            new NamedMask("ear", Mask.of(60, 60, (x, y) -> x < 20 && y < 20)),
            new NamedMask("leg", Mask.of(60, 60, (x, y) -> x > 40 && y > 40)));
    Drawing sheet =
        ContactSheet.of(
            List.of(new ContactSheet.Picture("a.jpg", RgbImage.black(60, 60), masks)),
            SegmentColours.of(List.of("ear", "leg")));
    for (String name : List.of("ear", "leg")) {
      assertEquals(
          2, read(sheet.wide()).texts().stream().filter(name::equals).count(), "and the legend");
    }
  }

  @Test
  void lanesNeverHoldBarsThatMeet() {
    List<DiagramBar> bars = new ArrayList<>();
    for (int first = 0; first < 12; first++) {
      bars.add(new DiagramBar(first, first + 1 + first * 7 % 5));
    }
    int[] lanes = DiagramBar.lanes(bars);
    int most = 0;
    for (int i = 0; i < lanes.length; i++) {
      int meeting = 1;
      for (int j = 0; j < lanes.length; j++) {
        boolean meet =
            bars.get(i).first() <= bars.get(j).last() && bars.get(j).first() <= bars.get(i).last();
        assertTrue(i == j || !meet || lanes[i] != lanes[j]);
        boolean covers =
            bars.get(j).first() < bars.get(i).first() && bars.get(j).last() >= bars.get(i).first();
        meeting += covers ? 1 : 0;
      }
      most = Math.max(most, meeting);
    }
    assertEquals(most, Arrays.stream(lanes).max().orElse(-1) + 1, "as few as there can be");
  }

  @Test
  void aHeatmapOfAnotherSizeIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new HeatmapPicture("t", "c", 3, 2, new float[5], null))
            .getMessage();
    assertEquals("a map of 3x2 does not have 5 values", message);
  }
}
