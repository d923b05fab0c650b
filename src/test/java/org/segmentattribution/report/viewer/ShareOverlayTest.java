package org.segmentattribution.report.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;

class ShareOverlayTest {
  private static final SegmentColours COLOURS =
      SegmentColours.of(List.of("person", "background", "dog"));

  private static NamedMask mask(String name, int from, int to) {
    return new NamedMask(name, Mask.of(100, 80, (x, y) -> x >= from && x < to));
  }

  private static String svg(boolean signs) {
    return ShareOverlay.svg(
        100,
        80,
        List.of(
            new ShareOverlay.Filled(mask("person", 0, 30), 0.75),
            new ShareOverlay.Filled(mask("dog", 60, 100), -0.25),
            new ShareOverlay.Filled(mask("<b>&", 40, 50), null)),
        signs,
        COLOURS);
  }

  @Test
  void fillsLieBelowLinesAndLinesBelowNames() {
    String svg = svg(true);
    assertTrue(svg.lastIndexOf("fill-opacity") < svg.indexOf("fill=\"none\""), svg);
    assertTrue(svg.lastIndexOf("<path") < svg.indexOf("<text"), svg);
    assertTrue(svg.contains("fill=\"#3d8fe6\" fill-opacity=\"0.8\""), svg);
    assertTrue(svg.contains("fill=\"#f0802a\" fill-opacity=\"0.35\""), svg);
    assertTrue(svg.contains("person +75\u00a0%"), svg);
    assertTrue(svg.contains("dog \u221225\u00a0%"), svg);
    assertTrue(svg.contains("&lt;b&gt;&amp;"), svg);
    assertFalse(svg.contains("<b>"), svg);
  }

  @Test
  void sharesOfMethodsWithoutSignsHaveNone() {
    assertTrue(svg(false).contains("person 75\u00a0%"));
  }

  @Test
  void coloursBelongToNames() {
    assertEquals(0, COLOURS.number("person"));
    assertEquals(1, COLOURS.number("dog"));
    assertEquals(10, COLOURS.number("background"));
    String line = ShareOverlay.outline(mask("dog", 1, 2), COLOURS);
    assertTrue(line.contains(COLOURS.dark("dog")), line);
  }
}
