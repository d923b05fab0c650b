package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.w3c.dom.Element;

/** Where outlines and names of segments are drawn. */
class OutlinesTest {
  private static Mask box(int left, int top, int right, int bottom) {
    return Mask.of(60, 40, (x, y) -> x >= left && x < right && y >= top && y < bottom);
  }

  @Test
  void asSimpleAnOutlineAsAMask() {
    String path = CoarseOutline.path(box(3, 4, 20, 10));
    assertEquals("M3 4H20V10H3Z", path.replace("V4Z", "Z"));
    assertEquals("", CoarseOutline.path(Mask.empty(60, 40)));
  }

  @Test
  void aLongOutlineIsDrawnCoarser() {
    Mask noise = noise(120, 120);
    String whole = MaskOutline.path(noise, 0, 0, 1).replace(".00", "");
    String coarse = CoarseOutline.path(noise);
    assertTrue(coarse.length() < whole.length() / 4, coarse.length() + " of " + whole.length());
    // steps of four pixels
    assertTrue(
        List.of(coarse.split("[MHVZ ]+")).stream()
            .filter(number -> !number.isEmpty())
            .allMatch(number -> Integer.parseInt(number) % 4 == 0),
        coarse);
  }

  private static Mask noise(int width, int height) {
    SplittableRandom random = new SplittableRandom(1);
    return Mask.of(width, height, (x, y) -> random.nextBoolean());
  }

  /** A thin line would vanish if every fourth pixel were looked at. */
  @Test
  void whatWouldVanishIsKeptAsItIs() {
    Mask comb = Mask.of(400, 3, (x, y) -> y == 0 && x % 2 == 0);
    String path = CoarseOutline.path(comb);
    assertTrue(path.length() > 1600);
  }

  @ParameterizedTest
  @CsvSource({
    // in the middle of what is large, above what is small
    "0, 0, 60, 40, 30, 20",
    "10, 10, 30, 30, 20, 20",
  })
  void aLargeSegmentIsNamedInItsMiddle(
      int left, int top, int right, int bottom, double x, double y) {
    Mask mask = box(left, top, right, bottom);
    assertEquals(new LabelAnchor(x, y), LabelAnchor.of(mask, List.of(new NamedMask("a", mask))));
  }

  @Test
  void aSmallSegmentIsNamedAboveItself() {
    Mask mask = box(30, 20, 34, 24);
    LabelAnchor anchor = LabelAnchor.of(mask, List.of(new NamedMask("a", mask)));
    assertEquals(32, anchor.x());
    assertEquals(22 - Math.sqrt(16 / Math.PI) - 0.035 * 60, anchor.y(), 1e-9);
  }

  @Test
  void aBackgroundIsNamedInACornerThatIsItsOwn() {
    Mask thing = box(15, 10, 45, 30);
    Mask ground = Mask.of(60, 40, (x, y) -> !thing.contains(x, y));
    List<NamedMask> all = List.of(new NamedMask("g", ground), new NamedMask("t", thing));
    assertEquals(new LabelAnchor(0, 39), LabelAnchor.of(ground, all));
    Mask low = box(0, 35, 20, 40);
    List<NamedMask> more =
        List.of(new NamedMask("g", ground), new NamedMask("t", thing), new NamedMask("l", low));
    assertEquals(new LabelAnchor(59, 39), LabelAnchor.of(ground, more));
  }

  @Test
  void whatIsCoveredEverywhereIsNamedInItsMiddle() {
    Mask all = box(0, 0, 60, 40);
    Mask most = Mask.of(60, 40, (x, y) -> x > 0 || y == 0 || y == 39);
    List<NamedMask> both = List.of(new NamedMask("a", all), new NamedMask("m", most));
    assertEquals(new LabelAnchor(30, 20), LabelAnchor.of(all, both));
  }

  @Test
  void smallAndHighlightedOutlinesLieOnTop() throws Exception {
    List<NamedMask> masks =
        List.of(
            new NamedMask("small", box(30, 20, 40, 30)),
            new NamedMask("none", Mask.empty(60, 40)),
            new NamedMask("large <&>", box(0, 0, 60, 40)),
            new NamedMask("marked", box(0, 0, 50, 39)));
    SvgWriter svg = new SvgWriter(140, 100, "t", "d");
    new MaskOutlines(10, 10, 2, SegmentColours.of(List.of()), false, 7)
        .draw(svg, RgbImage.black(60, 40), masks, Set.of("marked"));
    SvgBoxes read = new SvgBoxes(svg.finish());
    List<String> order =
        read.elements("g").stream()
            .map(g -> ((Element) g.getElementsByTagName("title").item(0)).getTextContent())
            .toList();
    assertEquals(List.of("large <&>", "small", "marked"), order);
    assertEquals(6, read.elements("path").size(), "each on a paler line");
    assertEquals(Set.of("large <&>", "small", "marked"), Set.copyOf(read.texts()));
    read.assertSound();
  }
}
