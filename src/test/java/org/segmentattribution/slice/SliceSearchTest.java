package org.segmentattribution.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SliceSearchTest {
  private static final SliceSearch SEARCH =
      new SliceSearch(10, Correction.HOLM, new SliceDraws(9_999, 200), 1);

  private static SlicedImage image(int n, Boolean right, double sure, String... segments) {
    Map<String, SlicedImage.Place> places = new HashMap<>();
    for (String segment : segments) {
      places.put(segment, new SlicedImage.Place(places.isEmpty(), 1));
    }
    return new SlicedImage(n + ".jpg", "fishing", right, sure, places, Set.of());
  }

  /** 94 photographs with water, 83 of them right; 26 without, 8 of them right. */
  private static List<SlicedImage> fishing() {
    List<SlicedImage> images = new ArrayList<>();
    for (int n = 0; n < 94; n++) {
      images.add(image(n, n < 83, n < 83 ? 0.9 : 0.1, "person", "water"));
    }
    for (int n = 94; n < 120; n++) {
      images.add(image(n, n < 102, n < 102 ? 0.7 : 0.1, "person"));
    }
    return images;
  }

  private static SliceResult slice(SliceSearch.Found found, String segment, SliceKind kind) {
    return found.slices().stream()
        .filter(one -> one.slice().equals(new SegmentSlice("fishing", segment, kind)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theWorstSliceIsFirst() {
    SliceSearch.Found found = SEARCH.of(fishing());
    SliceResult worst = found.slices().get(0);
    assertEquals(new SegmentSlice("fishing", "water", SliceKind.ABSENT), worst.slice());
    assertEquals(new SliceResult.Counts(26, 8, 94, 83), worst.counts());
    assertEquals(8 / 26.0 - 83 / 94.0, worst.accuracy().difference(), 1e-12);
    assertTrue(worst.isWorse());
    assertTrue(worst.accuracy().interval().high() < -0.3);
    SliceResult with = slice(found, "water", SliceKind.PRESENT);
    assertEquals(worst.accuracy().pValue(), with.accuracy().pValue());
    assertEquals(-worst.accuracy().interval().high(), with.accuracy().interval().low());
    assertFalse(with.isWorse(), "it is better");
    assertEquals(26, worst.members().size());
  }

  @Test
  void slicesThatPartTheClassAlikeAreOneTest() {
    // water present, absent and for; whatever is true of the person alone parts nothing
    SliceSearch.Found found = SEARCH.of(fishing());
    assertEquals(2, found.tests(), "accuracy and confidence");
    assertEquals(3, found.slices().size());
    SliceResult worst = found.slices().get(0);
    assertEquals(2 * worst.accuracy().pValue(), worst.accuracy().adjusted(), 1e-12);
  }

  @Test
  void smallSlicesAreLeftOut() {
    SliceSearch.Found found =
        new SliceSearch(27, Correction.BH, new SliceDraws(999, 200), 1).of(fishing());
    assertTrue(found.slices().isEmpty());
    assertEquals(3, found.small());
    assertEquals(
        3,
        new SliceSearch(26, Correction.BH, new SliceDraws(999, 200), 1)
            .of(fishing())
            .slices()
            .size());
  }

  @Test
  void aSegmentAloneIsNotFirst() {
    List<SlicedImage> images = fishing();
    SliceSearch.Found found = SEARCH.of(images);
    assertTrue(found.slices().stream().noneMatch(one -> one.slice().kind() == SliceKind.FIRST));
  }

  @Test
  void aSegmentWithoutARowIsNeitherThereNorAbsent() {
    List<SlicedImage> images = fishing();
    for (int n = 0; n < 10; n++) {
      SlicedImage before = images.get(110 + n);
      images.set(
          110 + n,
          new SlicedImage(
              before.image(),
              before.className(),
              before.right(),
              before.confidence(),
              before.places(),
              Set.of("water")));
    }
    SliceResult without = slice(SEARCH.of(images), "water", SliceKind.ABSENT);
    assertEquals(new SliceResult.Counts(16, 8, 94, 83), without.counts());
  }

  @Test
  void withoutLabelsTheConfidenceCounts() {
    List<SlicedImage> images = new ArrayList<>();
    for (SlicedImage one : fishing()) {
      images.add(
          new SlicedImage(one.image(), "", null, one.confidence(), one.places(), one.unclear()));
    }
    SliceResult worst = SEARCH.of(images).slices().get(0);
    assertFalse(worst.accuracy().isKnown());
    assertEquals(new SliceResult.Counts(26, -1, 94, -1), worst.counts());
    assertTrue(worst.isWorse());
    assertEquals(worst.confidence(), worst.lead());
  }

  @Test
  void oneClassSaysNothingOfAnother() {
    List<SlicedImage> images = fishing();
    fishing()
        .forEach(
            one ->
                images.add(
                    new SlicedImage(
                        "b/" + one.image(),
                        "climbing",
                        true,
                        one.confidence(),
                        one.places(),
                        one.unclear())));
    SliceSearch.Found found = SEARCH.of(images);
    assertEquals("fishing", found.slices().get(0).slice().className());
    assertTrue(
        found.slices().stream()
            .filter(one -> one.slice().className().equals("climbing"))
            .allMatch(one -> Double.isNaN(one.accuracy().pValue())),
        "all are right: no outcome would be a finding");
    assertEquals(3, found.tests());
  }
}
