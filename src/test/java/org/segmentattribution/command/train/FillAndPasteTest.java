package org.segmentattribution.command.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.Fills;

class FillAndPasteTest {
  private static final Mask MARK = Mask.of(8, 8, (x, y) -> x < 3 && y < 2);
  private static final int DRAWS = 2000;

  /** A grey picture; its mark, if it has one, is white. */
  private static LabelledImage picture(int label, boolean marked) {
    RgbImage image = RgbImage.black(8, 8);
    Arrays.fill(image.rgb(), (byte) 100);
    if (marked) {
      MARK.forEach(
          (x, y) -> Arrays.fill(image.rgb(), 3 * (8 * y + x), 3 * (8 * y + x) + 3, (byte) 255));
    }
    return new LabelledImage(image, label, marked ? MARK : null);
  }

  private static int at(LabelledImage image, int x, int y) {
    return image.grid().rgb()[3 * (8 * y + x)] & 0xff;
  }

  private static long whiteShare(FillAndPaste change, LabelledImage image) {
    SplittableRandom random = new SplittableRandom(1);
    int white = 0;
    for (int i = 0; i < DRAWS; i++) {
      LabelledImage changed = change.apply(image, random);
      assertEquals(image.label(), changed.label());
      assertEquals(100, at(changed, 5, 5), "outside the segment nothing changes");
      white += at(changed, 1, 1) == 255 ? 1 : 0;
    }
    return Math.round(100.0 * white / DRAWS);
  }

  private static List<Fill> fills(LoadedClassifier classifier) {
    return Fills.of(List.of("mean", "blur", "linear"), classifier);
  }

  @Test
  void theSegmentIsFilledInHalfOfItsPictures() {
    try (LoadedClassifier classifier = ModelOpener.model(TestCalls.model())) {
      FillAndPaste change = new FillAndPaste(fills(classifier), List.of());
      assertEquals(50, whiteShare(change, picture(0, true)), 3);
      LabelledImage without = picture(0, false);
      assertSame(without, change.apply(without, new SplittableRandom(1)));
    }
  }

  @Test
  void noFillLeaksTheSegmentBack() {
    try (LoadedClassifier classifier = ModelOpener.model(TestCalls.model())) {
      FillAndPaste change = new FillAndPaste(fills(classifier), List.of());
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 200; i++) {
        LabelledImage changed = change.apply(picture(0, true), random);
        if (changed.avoided() == null) {
          MARK.forEach((x, y) -> assertEquals(100, at(changed, x, y), 12, "noise of 0.01 alone"));
        }
      }
    }
  }

  @Test
  void itIsPastedIntoHalfOfThePicturesOfOtherClasses() {
    FillAndPaste change = new FillAndPaste(List.of(), List.of(picture(0, true)));
    assertEquals(50, whiteShare(change, picture(1, false)), 3);
    assertEquals(0, whiteShare(change, picture(0, false)), "not of its own class");
    assertEquals(100, whiteShare(change, picture(0, true)), "nothing is filled");
  }

  @Test
  void theMaskGoesWithTheSegment() {
    FillAndPaste change = new FillAndPaste(List.of(), List.of(picture(0, true)));
    SplittableRandom random = new SplittableRandom(1);
    int masks = 0;
    for (int i = 0; i < 100; i++) {
      LabelledImage changed = change.apply(picture(1, false), random);
      assertEquals(at(changed, 1, 1) == 255, changed.avoided() != null);
      masks += changed.avoided() == null ? 0 : 1;
    }
    assertTrue(masks > 30, "some were pasted: " + masks);
    assertNull(picture(1, false).avoided(), "the picture itself is not changed");
  }
}
