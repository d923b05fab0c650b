package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.SegmentNames;

class SegmentNamesTest {
  @Test
  void namesAreTrimmedCollapsedAndLowered() {
    assertEquals("front leg", SegmentNames.normalise("  Front \t\n leg\u00a0"));
    assertEquals("tv/monitor", SegmentNames.normalise("TV/Monitor"));
    assertEquals("", SegmentNames.normalise(" "));
    assertEquals("v\u00f6gel", SegmentNames.normalise("Vo\u0308gel"));
  }

  @Test
  void theDefaultLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("tie", SegmentNames.normalise("TIE"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void orderIsByCodePointBeyondTheBasicPlane() {
    List<String> names = List.of("\ud83d\udc34", "\uff21", "b", "", "ab", "a", "\ud83d\udc33");
    assertEquals(
        List.of("", "a", "ab", "b", "\uff21", "\ud83d\udc33", "\ud83d\udc34"),
        names.stream().sorted(SegmentNames.BY_CODE_POINT).toList());
  }
}
