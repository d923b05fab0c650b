package org.segmentattribution.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RgbImage;

class AugmentationTest {
  /** Red grows to the right from 0 to 190, green downwards. */
  private static RgbImage ramp() {
    RgbImage image = RgbImage.black(20, 20);
    for (int i = 0; i < 400; i++) {
      image.rgb()[i * 3] = (byte) (i % 20 * 10);
      image.rgb()[i * 3 + 1] = (byte) (i / 20 * 10);
    }
    return image;
  }

  private static int red(RgbImage image, int x) {
    return image.rgb()[(10 * 20 + x) * 3] & 0xff;
  }

  @Test
  void aWindowKeepsItsShareAndIsBroughtToTheSize() {
    Augmentation windows = new Augmentation(false, 0, 0.25);
    SplittableRandom random = new SplittableRandom(3);
    double narrowest = 190;
    double widest = 0;
    for (int i = 0; i < 500; i++) {
      RgbImage image = windows.apply(ramp(), random);
      assertEquals(20, image.width());
      assertEquals(20, image.height());
      int span = red(image, 19) - red(image, 0);
      narrowest = Math.min(narrowest, span);
      widest = Math.max(widest, span);
    }
    // a quarter of the area at 3:4 is 8.7 of 20 pixels wide
    assertTrue(narrowest >= 70 && narrowest < 110, "narrowest " + narrowest);
    assertTrue(widest >= 180, "widest " + widest);
  }

  @Test
  void theSameSeedGivesTheSameImage() {
    Augmentation all = new Augmentation(true, 2, 0.5);
    assertArrayEquals(
        all.apply(ramp(), new SplittableRandom(7)).rgb(),
        all.apply(ramp(), new SplittableRandom(7)).rgb());
  }

  @Test
  void noneChangesNothing() {
    RgbImage image = ramp();
    assertSame(image, Augmentation.NONE.apply(image, new SplittableRandom(1)));
  }

  @Test
  void sharesAreAboveZeroAndAtMostOne() {
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(false, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(false, 0, 1.5));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(false, -1, 1));
  }
}
