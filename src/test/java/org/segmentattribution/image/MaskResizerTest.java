package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;

class MaskResizerTest {
  @Test
  void takesThePixelUnderEachCentre() {
    Mask left = Mask.of(5, 4, (x, y) -> x < 2);
    // centres of three columns over five pixels: 0.83, 2.5, 4.17
    assertEquals(Mask.of(3, 2, (x, y) -> x < 1), MaskResizer.nearest(left, 3, 2));
    assertEquals(Mask.of(10, 4, (x, y) -> x < 4), MaskResizer.nearest(left, 10, 4));
    assertEquals(left, MaskResizer.nearest(left, 5, 4));
  }

  @Test
  void reachesTheLastPixelOfWidePictures() {
    Mask last = Mask.of(65_000, 1, (x, y) -> x == 64_999);
    assertEquals(Mask.of(65_000, 1, (x, y) -> x == 64_999), MaskResizer.nearest(last, 65_000, 1));
  }
}
