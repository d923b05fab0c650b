package org.segmentattribution.report.figure.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.report.page.Synthetic;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgBoxes;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.w3c.dom.Element;

class TracksTest {
  private static final double NAN = Double.NaN;

  /** A segment of 40 photographs. */
  private static SegmentTrack track(String name, int photographs, double place, double balance) {
    return new SegmentTrack(
        name,
        photographs,
        1 + place,
        new Estimate(place, photographs < 5 ? Interval.NONE : new Interval(place, place + 0.1, 0)),
        shares(balance, photographs),
        shares(balance * photographs / 40, photographs));
  }

  private static ShareMeans shares(double balance, int photographs) {
    return new ShareMeans(
        Math.max(0, balance),
        Math.max(0, -balance),
        new Estimate(
            balance, photographs < 5 ? Interval.NONE : new Interval(balance, balance + 0.1, 0)));
  }

  private static SegmentTracks of(int photographs, boolean signed, SegmentTrack... segments) {
    List<SegmentTrack> all = List.of(segments);
    return new SegmentTracks(
        "horse",
        "lrp-z",
        photographs,
        signed,
        all,
        SegmentColours.of(all.stream().map(SegmentTrack::name).toList()),
        Set.of());
  }

  private static List<Element> marked(SvgBoxes svg, String name, String shape) {
    return svg.elements(shape).stream()
        .filter(e -> ((Element) e.getParentNode()).getAttribute("data-name").equals(name))
        .toList();
  }

  private static double x(SvgBoxes svg, String name) {
    return SvgBoxes.number(marked(svg, name, "circle").get(0), "cx");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 12, 40})
  void bothDrawingsAreSoundWhateverTheNames(int count) throws Exception {
    List<String> names =
        IntStream.range(0, count).mapToObj(i -> "<segment> & its very long name no. " + i).toList();
    for (boolean signed : new boolean[] {true, false}) {
      SegmentTracks tracks = Synthetic.tracks(names, signed);
      for (Drawing drawing :
          List.of(RankDots.of(tracks), ShareBars.of(tracks), ShareBars.absolute(tracks))) {
        new SvgBoxes(drawing.wide()).assertSound();
        new SvgBoxes(drawing.narrow()).assertNarrow();
        assertFalse(drawing.wide().contains("NaN"));
        assertTrue(drawing.inPage().contains("<svg class=\"fig-wide\" xmlns"));
        assertTrue(drawing.inPage().contains("fill=\"var(--ink,#1b2026)\""));
      }
    }
  }

  @Test
  void bytesDoNotDependOnTheOrderOfSegments() {
    SegmentTracks tracks = Synthetic.tracks(Synthetic.NAMES, true);
    List<SegmentTrack> reversed = new ArrayList<>(tracks.segments());
    Collections.reverse(reversed);
    SegmentTracks other =
        new SegmentTracks(
            "zebra", "lrp-z", 120, true, reversed, tracks.colours(), tracks.highlights());
    assertEquals(RankDots.of(tracks), RankDots.of(other));
    assertEquals(ShareBars.of(tracks), ShareBars.of(other));
    assertEquals(ShareBars.absolute(tracks), ShareBars.absolute(other));
  }

  @Test
  void meansOverAllPhotographsAreSmallerWhereASegmentIsSeldom() throws Exception {
    SegmentTracks tracks = of(40, true, track("rare", 10, 0, 0.8), track("usual", 40, 1, 0.4));
    SvgBoxes relative = new SvgBoxes(ShareBars.of(tracks).wide());
    SvgBoxes absolute = new SvgBoxes(ShareBars.absolute(tracks).wide());
    assertEquals(2, width(relative, "rare") / width(relative, "usual"), 0.02);
    assertEquals(width(relative, "usual"), width(absolute, "usual"), "both have one scale");
    assertEquals(0.5, width(absolute, "rare") / width(absolute, "usual"), 0.02);
    assertEquals(List.of("rare", "usual"), names(relative));
    assertEquals(List.of("usual", "rare"), names(absolute));
    assertTrue(String.join(" ", absolute.texts()).contains("over all photographs"));
    assertTrue(tracks.someAreMissing());
    assertFalse(of(40, true, track("usual", 40, 1, 0.4)).someAreMissing());
  }

  private static double width(SvgBoxes svg, String name) {
    return SvgBoxes.number(marked(svg, name, "rect").get(1), "width");
  }

  private static List<String> names(SvgBoxes svg) {
    return svg.texts().stream().filter(List.of("rare", "usual")::contains).toList();
  }

  @Test
  void aDotIsBetweenAlwaysFirstAndAlwaysLast() throws Exception {
    SvgBoxes svg =
        new SvgBoxes(
            RankDots.of(
                    of(
                        40,
                        true,
                        track("b", 40, 1, 0),
                        track("a", 10, 0, 0),
                        track("c", 40, 0.5, 0)))
                .wide());
    assertEquals(2 * x(svg, "c"), x(svg, "a") + x(svg, "b"), 0.03);
    double small = SvgBoxes.number(marked(svg, "a", "circle").get(0), "r");
    double large = SvgBoxes.number(marked(svg, "b", "circle").get(0), "r");
    assertEquals(4 * small * small, large * large, 0.2, "the area is the number of photographs");
    List<String> names = svg.texts().stream().filter(t -> t.length() == 1).toList();
    assertEquals(List.of("a", "c", "b"), names, "the first one is on top");
    assertTrue(svg.texts().contains("Which segment comes first for horse?"));
  }

  @Test
  void rareSegmentsArePaleBelowARuleAndFewPhotographsHaveNoInterval() throws Exception {
    SvgBoxes svg =
        new SvgBoxes(
            RankDots.of(of(50, true, track("rare", 4, 0, 0), track("usual", 50, 0.5, 0))).wide());
    Element rare = marked(svg, "rare", "circle").get(0);
    Element usual = marked(svg, "usual", "circle").get(0);
    assertTrue(SvgBoxes.number(rare, "cy") > SvgBoxes.number(usual, "cy"));
    assertEquals("0.5", rare.getAttribute("fill-opacity"));
    assertEquals("1", usual.getAttribute("fill-opacity"));
    assertTrue(marked(svg, "rare", "line").isEmpty());
    assertEquals(1, marked(svg, "usual", "line").size());
    long dashed =
        svg.elements("line").stream().filter(l -> l.hasAttribute("stroke-dasharray")).count();
    assertEquals(1, dashed);
  }

  @Test
  void whatSpeaksForIsBlueToTheRightAndWhatSpeaksAgainstOrangeToTheLeft() throws Exception {
    SvgBoxes svg =
        new SvgBoxes(
            ShareBars.of(of(20, true, track("for", 20, 0, 0.4), track("against", 20, 1, -0.2)))
                .wide());
    double zero = (x(svg, "for") + 2 * x(svg, "against")) / 3;
    for (String name : List.of("for", "against")) {
      Element left = marked(svg, name, "rect").get(0);
      Element right = marked(svg, name, "rect").get(1);
      assertEquals(Palette.AGAINST_FILL, left.getAttribute("fill"));
      assertEquals(Palette.FOR_FILL, right.getAttribute("fill"));
      assertEquals(zero, SvgBoxes.number(right, "x"), 0.02);
      assertEquals(zero, SvgBoxes.number(left, "x") + SvgBoxes.number(left, "width"), 0.02);
    }
    double forward = SvgBoxes.number(marked(svg, "for", "rect").get(1), "width");
    double against = SvgBoxes.number(marked(svg, "against", "rect").get(0), "width");
    assertEquals(2 * against, forward, 0.03);
    assertTrue(svg.texts().containsAll(List.of("\u2212 against", "for +")));
  }

  @Test
  void withoutSignsNothingIsForOrAgainst() throws Exception {
    SegmentTracks tracks = of(20, false, track("mane", 20, 0, 0.4));
    String svg = ShareBars.of(tracks).wide();
    assertFalse(svg.contains(Palette.AGAINST_FILL) || svg.contains(Palette.FOR_FILL));
    Element bar = marked(new SvgBoxes(svg), "mane", "rect").get(0);
    assertEquals(tracks.colours().light("mane"), bar.getAttribute("fill"));
  }

  @Test
  void segmentsThatAreAlwaysAloneHaveNoPlace() throws Exception {
    ShareMeans one = new ShareMeans(1, 0, Estimate.NONE);
    SegmentTrack alone = new SegmentTrack("a", 9, NAN, new Estimate(NAN, Interval.NONE), one, one);
    Drawing ranks = RankDots.of(of(9, true, alone));
    new SvgBoxes(ranks.wide()).assertSound();
    assertTrue(ranks.wide().contains("No photograph has two segments"));
  }
}
