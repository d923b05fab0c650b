package org.segmentattribution.report.page.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.segmentattribution.slice.Correction;
import org.segmentattribution.slice.SegmentSlice;
import org.segmentattribution.slice.SliceDraws;
import org.segmentattribution.slice.SliceKind;
import org.segmentattribution.slice.SliceResult;
import org.segmentattribution.slice.SliceSearch;
import org.segmentattribution.slice.SlicedImage;

class SliceSentenceTest {
  private static SliceResult result(Boolean known) {
    List<SlicedImage> images = new ArrayList<>();
    for (int n = 0; n < 120; n++) {
      Map<String, SlicedImage.Place> places =
          n < 94
              ? Map.of("water", new SlicedImage.Place(true, 1))
              : Map.of("person", new SlicedImage.Place(true, 1));
      boolean right = n < 83 || n >= 112;
      Boolean said = known ? (Boolean) right : null;
      images.add(new SlicedImage(n + "", "fishing", said, right ? 0.8 : 0.2, places, Set.of()));
    }
    return new SliceSearch(10, Correction.HOLM, new SliceDraws(999, 200), 1)
        .of(images).slices().stream()
            .filter(
                one -> one.slice().equals(new SegmentSlice("fishing", "water", SliceKind.ABSENT)))
            .findFirst()
            .orElseThrow();
  }

  private static String text(SliceKind kind, String className, String object) {
    SliceResult of = result(true);
    SegmentSlice slice = new SegmentSlice(className, "water", kind);
    return new SliceSentence(object)
        .of(new SliceResult(slice, of.counts(), of.accuracy(), of.confidence(), of.members()))
        .text();
  }

  @Test
  void saysWhatIsInTheSliceAndInTheRest() {
    String numbers = ": 31\u00a0% right (8 of 26), ";
    String rest = " 88\u00a0% (83 of 94).";
    assertEquals(
        "Fishing without water in the picture" + numbers + "with it" + rest,
        text(SliceKind.ABSENT, "fishing", ""));
    assertEquals(
        "Fishing with water in the picture" + numbers + "without it" + rest,
        text(SliceKind.PRESENT, "fishing", ""));
    assertEquals(
        "Fishing with the water in first place" + numbers + "in the others" + rest,
        text(SliceKind.FIRST, "fishing", ""));
    assertEquals(
        "iPod without the water in first place" + numbers + "with it there" + rest,
        text(SliceKind.NOT_FIRST, "iPod", ""));
    assertEquals(
        "Photographs with the water speaking for the class" + numbers + "in the others" + rest,
        text(SliceKind.FOR, "", ""));
    assertEquals(
        "Fishing with the water speaking against boat" + numbers + "in the others" + rest,
        text(SliceKind.AGAINST, "fishing", "boat"));
  }

  @Test
  void withoutLabelsItSaysHowSureTheModelIs() {
    assertEquals(
        "Fishing without water in the picture: this class gets 38\u00a0% on average (26 photographs),"
            + " with it 73\u00a0% (94).",
        new SliceSentence("").of(result(false)).text());
  }
}
