package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentColoursTest {
  @Test
  void coloursBelongToNamesByTheirOrder() {
    SegmentColours colours = SegmentColours.of(List.of("background", "person", "dog", "person"));
    assertEquals("var(--s0,#7a3db8)", colours.css("person"));
    assertEquals("#0b7f73", colours.light("dog"));
    assertEquals("#4fd1c0", colours.dark("dog"));
    assertEquals("var(--sb,#626a74)", colours.css("background"));
    assertEquals(colours.css("background"), colours.css("a name of another run"));
  }

  @Test
  void photographsDecideTheOrderAndNamesDecideTies() {
    SegmentColours colours = SegmentColours.of(Map.of("boat", 3, "ant", 3, "person", 20));
    assertEquals("var(--s0,#7a3db8)", colours.css("person"));
    assertEquals("var(--s1,#0b7f73)", colours.css("ant"));
    assertEquals("var(--s2,#b81f74)", colours.css("boat"));
  }

  @Test
  void tenNamesHaveTenColoursAndTheEleventhRepeatsTheFirst() {
    List<String> names = IntStream.range(0, 11).mapToObj(i -> "name " + i).toList();
    SegmentColours colours = SegmentColours.of(names);
    Set<String> light = new HashSet<>(names.subList(0, 10).stream().map(colours::light).toList());
    assertEquals(10, light.size());
    assertEquals(colours.css("name 0"), colours.css("name 10"));
  }

  @Test
  void everyColourIsReadableOnItsPaper() {
    for (SegmentColours.Slot slot : SegmentColours.all()) {
      assertTrue(contrast(slot.light(), "#faf9f6") >= 4.5, slot.variable() + " on light paper");
      assertTrue(contrast(slot.dark(), "#1b1f25") >= 4.5, slot.variable() + " on dark paper");
    }
    assertTrue(SegmentColours.declarations(true).startsWith("--s0:#c79bf2;--s1:"));
    assertNotEquals(SegmentColours.declarations(true), SegmentColours.declarations(false));
  }

  @Test
  void aFigureInAPageFollowsItsColours() {
    String figure =
        "<svg><desc>fill=\"#1b2026\"</desc><path fill=\"none\" stroke=\"#7a3db8\"/>"
            + "<text fill=\"#1b2026\"> stroke=\"#1b2026\"</text><rect fill=\"#123456\"/></svg>";
    assertEquals(
        "<svg><desc>fill=\"#1b2026\"</desc><path fill=\"none\" stroke=\"var(--s0,#7a3db8)\"/>"
            + "<text fill=\"var(--ink,#1b2026)\"> stroke=\"#1b2026\"</text>"
            + "<rect fill=\"#123456\"/></svg>",
        PageColours.of(figure));
  }

  private static double contrast(String a, String b) {
    double[] light = {luminance(a), luminance(b)};
    return (Math.max(light[0], light[1]) + 0.05) / (Math.min(light[0], light[1]) + 0.05);
  }

  /** Relative luminance of sRGB, WCAG 2.2. */
  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double v = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
