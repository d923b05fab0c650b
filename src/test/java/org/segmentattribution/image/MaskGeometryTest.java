package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;

/** How masks follow a picture's resize and crop. */
class MaskGeometryTest {

  @Property(tries = 200)
  void withoutCropRowsAndColumnsFollowTheFormula(
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 1, max = 70) int gridWidth,
      @ForAll @IntRange(min = 1, max = 70) int gridHeight,
      @ForAll long seed) {
    Mask mask = random(width, height, seed);
    Mask grid = Preprocessing.simple(gridHeight, gridWidth).toGrid(mask);
    Mask expected =
        Mask.of(
            gridWidth,
            gridHeight,
            (x, y) ->
                mask.contains(
                    (2 * x + 1) * width / (2 * gridWidth),
                    (2 * y + 1) * height / (2 * gridHeight)));
    assertEquals(expected, grid);
    assertEquals(mask, Preprocessing.simple(gridHeight, gridWidth).visible(mask));
  }

  @Property(tries = 200)
  void withCropTheCropIsTheMiddleOfTheResized(
      @ForAll @IntRange(min = 8, max = 90) int width,
      @ForAll @IntRange(min = 8, max = 90) int height,
      @ForAll @IntRange(min = 0, max = 6) int border,
      @ForAll long seed) {
    int size = 24;
    int resize = size + 2 * border;
    Mask mask = random(width, height, seed);
    Preprocessing crop = cropped(size, resize);
    int w = width >= height ? resize * width / height : resize;
    int h = width >= height ? resize : resize * height / width;
    int left = (int) Math.rint((w - size) / 2.0);
    int top = (int) Math.rint((h - size) / 2.0);
    Mask expected =
        Mask.of(
            size,
            size,
            (x, y) ->
                mask.contains(
                    (2 * (x + left) + 1) * width / (2 * w),
                    (2 * (y + top) + 1) * height / (2 * h)));
    assertEquals(expected, crop.toGrid(mask));

    // visible: exactly the pixels whose centre lies in the crop
    Mask visible = crop.visible(Mask.of(width, height, (x, y) -> true));
    long columns = centres(width, w, left, left + size);
    long rows = centres(height, h, top, top + size);
    assertEquals(columns, visible.width());
    assertEquals(rows, visible.height());
    assertEquals(columns * rows, visible.area());
  }

  @Test
  void whatTheCropLosesIsOutside() {
    // 64x32 resized to 48x24, columns 12 to 35 kept: source columns 16 to 47
    Preprocessing crop = cropped(24, 24);
    Mask edge = Mask.of(64, 32, (x, y) -> x < 16);
    Mask touching = Mask.of(64, 32, (x, y) -> x < 17);
    assertTrue(crop.outside(edge));
    assertTrue(crop.toGrid(edge).isEmpty());
    assertFalse(crop.outside(touching));
    assertEquals(Mask.of(32, 32, (x, y) -> x < 1), crop.visible(touching));
  }

  @Test
  void aStripOnePixelThinStillHasAVisiblePixel() {
    Mask strip = Mask.of(2, 1, (x, y) -> true);
    assertEquals(1, cropped(224, 256).visible(strip).height());
  }

  private static long centres(int size, int resized, int from, int to) {
    long count = 0;
    for (int x = 0; x < size; x++) {
      double centre = (x + 0.5) * resized / size;
      count += centre >= from && centre < to ? 1 : 0;
    }
    return count;
  }

  private static Preprocessing cropped(int size, int resize) {
    float[] half = {0.5f, 0.5f, 0.5f};
    return new Preprocessing(size, size, resize, 0, 1, half, half, ChannelOrder.RGB);
  }

  private static Mask random(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Mask.of(width, height, (x, y) -> random.nextBoolean());
  }
}
