package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.report.figure.track.RankDots;
import org.segmentattribution.report.figure.track.ShareBars;
import org.segmentattribution.report.page.Synthetic;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgBoxes;
import org.segmentattribution.table.AggregateRow;
import org.w3c.dom.Element;

public class FiguresTest {
  private static final SegmentColours COLOURS = SegmentColours.of(List.of());

  static final List<String> LONG =
      IntStream.rangeClosed(1, 12)
          .mapToObj(i -> "No. " + i + ": the MWM segment with the very long name of a detector")
          .toList();
  public static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "a,\"b\";--",
          "]]> & &amp;",
          "' onload='alert(1)",
          "nul\u0000 bell\u0007 half\ud800",
          "\u202ertl",
          Synthetic.WATERMARK);
  private static final double NAN = Double.NaN;

  /** One of every figure, for the given segment names. */
  public static Map<String, String> figures(List<String> names) {
    Map<String, String> figures = new LinkedHashMap<>();
    List<PrevalencePoint> points = Synthetic.points();
    String last = names.get(names.size() - 1);
    Set<String> highlights = Set.of(last);
    List<AggregateRow> rows = Synthetic.rows(names, 3, 2.2);
    figures.put(
        "prevalence",
        PrevalenceFigure.svg(last, points, Synthetic.seeds(), PrevalenceSignals.of(points)));
    figures.put("bars", RankDots.of(Synthetic.tracks(names, true)).narrow());
    figures.put("attribution", ShareBars.of(Synthetic.tracks(names, true)).wide());
    List<PrevalenceRanks> panels =
        IntStream.of(0, 10, 50, 100)
            .mapToObj(p -> new PrevalenceRanks(p, Synthetic.rows(names, p, 2.2)))
            .toList();
    figures.put("panel", RankBarsPanel.svg(panels, highlights));
    figures.put("overlay", Overlay.svg(Synthetic.overlay("in " + names.get(0), names, 9e-4)));
    figures.put("removal", RemovalPlot.of(Synthetic.removalDots(names.get(0), names)).wide());
    return figures;
  }

  @Test
  void everyFigureIsSoundForOrdinaryLongAndHostileNames() throws Exception {
    for (List<String> names : List.of(Synthetic.NAMES, LONG, HOSTILE, List.of("x"))) {
      for (String svg : figures(names).values()) {
        new SvgBoxes(svg).assertSound();
      }
      Drawing overlay = Overlay.of(Synthetic.overlay("in " + names.get(0), names, 9e-4));
      new SvgBoxes(overlay.narrow()).assertNarrow();
    }
  }

  @Test
  void bytesDoNotDependOnTheLocaleOrTheOrderOfRows() {
    Map<String, String> expected = figures(Synthetic.NAMES);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, figures(Synthetic.NAMES));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everyNameIsOnceInEveryPanel() throws Exception {
    Map<String, String> figures = figures(Synthetic.NAMES);
    for (String name : Synthetic.NAMES) {
      assertEquals(4, count(figures.get("panel"), name), name);
      // on the picture and in the table
      assertEquals(2, count(figures.get("overlay"), name), name);
    }
  }

  private static long count(String svg, String text) throws Exception {
    return new SvgBoxes(svg).texts().stream().filter(text::equals).count();
  }

  @Test
  void highlightsDifferByMoreThanColour() throws Exception {
    for (String kind : List.of("bars", "attribution", "panel", "overlay")) {
      for (Element text : new SvgBoxes(figures(Synthetic.NAMES).get(kind)).elements("text")) {
        String name = text.getTextContent();
        if (Synthetic.NAMES.contains(name)) {
          boolean bold = text.getAttribute("font-weight").equals("bold");
          assertEquals(name.equals(Synthetic.WATERMARK), bold, kind + " " + name);
        }
      }
    }
  }

  @Test
  void missingNumbersLeaveGapsAndNoTraces() throws Exception {
    List<PrevalencePoint> points =
        List.of(
            new PrevalencePoint(0, PrevalencePoint.Rank.NONE, 0.9, NAN, NAN, NAN),
            new PrevalencePoint(50, new PrevalencePoint.Rank(2, NAN, NAN), NAN, NAN, 5, NAN),
            new PrevalencePoint(NAN, new PrevalencePoint.Rank(2, 1, 3), 1, 1, 5, NAN));
    List<SeedPoint> seeds =
        List.of(new SeedPoint(0, 1, NAN, NAN, NAN), new SeedPoint(0, 2, 2, 1, 1));
    String svg = PrevalenceFigure.svg("w", points, seeds, new PrevalenceSignals(NAN, NAN));
    new SvgBoxes(svg).assertSound();
    String none = PrevalenceFigure.svg("w", List.of(), List.of(), new PrevalenceSignals(NAN, NAN));
    new SvgBoxes(none).assertSound();
    new SvgBoxes(RankBarsPanel.svg(List.of(), Set.of())).assertSound();
    assertFalse((svg + none).contains("NaN"), svg);
  }

  @Test
  void signalLabelsFitWhereverTheyStand() throws Exception {
    for (double rank : new double[] {0, 5, 50, 75, 100}) {
      for (double accuracy : new double[] {0, 5, 50, 75, 100}) {
        Drawing figure =
            PrevalenceFigure.of(
                "w", Synthetic.points(), List.of(), new PrevalenceSignals(rank, accuracy));
        new SvgBoxes(figure.wide()).assertSound();
        new SvgBoxes(figure.narrow()).assertNarrow();
      }
    }
  }

  @Test
  void crowdedPrevalencesLoseLabelsNotTicks() throws Exception {
    List<PrevalencePoint> points =
        IntStream.rangeClosed(0, 100)
            .mapToObj(
                p -> new PrevalencePoint(p, new PrevalencePoint.Rank(3, 2, 4), 0.9, 0.9, 9, 1))
            .toList();
    SvgBoxes svg =
        new SvgBoxes(PrevalenceFigure.svg("w", points, List.of(), new PrevalenceSignals(NAN, NAN)));
    svg.assertSound();
    assertTrue(svg.texts().containsAll(List.of("0", "100")));
  }

  @Test
  void signalsHoldFromThereOn() {
    List<PrevalencePoint> points =
        List.of(
            point(0, 5, 0.90, 0.90),
            point(10, 3, 0.90, 0.99),
            point(20, 5, 0.90, 0.91),
            point(30, 3, 0.90, 0.95),
            point(40, 2, 0.60, 1.00));
    assertEquals(new PrevalenceSignals(30, 30), PrevalenceSignals.of(points));
    PrevalenceSignals none = PrevalenceSignals.of(points.subList(0, 1));
    assertTrue(Double.isNaN(none.rank()) && Double.isNaN(none.accuracy()));
  }

  private static PrevalencePoint point(
      double prevalence, double rank, double clean, double marked) {
    return new PrevalencePoint(
        prevalence, new PrevalencePoint.Rank(rank, rank - 0.5, rank + 0.5), clean, marked, 9, 1);
  }

  @Test
  void overlaysTakeWidePicturesAndRefuseOtherGrids() throws Exception {
    RgbImage wide = RgbImage.black(40, 10);
    List<NamedMask> masks =
        LONG.stream().map(n -> new NamedMask(n, Mask.of(40, 10, (x, y) -> x > 30))).toList();
    float[] map = new float[400];
    map[3] = Float.NaN;
    new SvgBoxes(
            Overlay.svg(new Overlay.Input("t", wide, map, masks, List.of(), Set.of(), COLOURS)))
        .assertSound();
    NamedMask other = new NamedMask("w", Mask.empty(10, 10));
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Overlay.Input("t", wide, map, List.of(other), List.of(), Set.of(), COLOURS));
    assertEquals("t: the mask of w is 10x10, the picture 40x10", refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Overlay.Input("t", wide, new float[3], List.of(), List.of(), Set.of(), COLOURS));
  }

  @Test
  void aHighlightedRowIsInTheTableHoweverLowItRanks() throws Exception {
    List<String> names =
        new ArrayList<>(IntStream.range(0, 40).mapToObj(i -> "part " + i).toList());
    Overlay.Input in = Synthetic.overlay("t", names.subList(0, 40), 1);
    Overlay.Input low =
        new Overlay.Input(
            "t", in.image(), in.map(), List.of(), in.rows(), Set.of("part 38"), COLOURS);
    SvgBoxes svg = new SvgBoxes(Overlay.svg(low));
    assertTrue(svg.texts().contains("part 38"));
    assertTrue(svg.texts().stream().anyMatch(t -> t.matches("and \\d+ more")));
    svg.assertSound();
  }
}
