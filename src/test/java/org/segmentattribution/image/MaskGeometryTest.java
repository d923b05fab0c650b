package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/** How masks follow a picture's resize and crop. */
class MaskGeometryTest {

  @Property(tries = 200)
  void unionAndDifferenceAreThoseOfSets(
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll long seed) {
    Mask one = random(width, height, seed);
    Mask two = random(width, height, seed + 1);
    assertEquals(
        Mask.of(width, height, (x, y) -> one.contains(x, y) || two.contains(x, y)), one.union(two));
    assertEquals(
        Mask.of(width, height, (x, y) -> one.contains(x, y) && !two.contains(x, y)),
        one.minus(two));
  }

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

  @Test
  void whatABorderAddsBelongsToNoMask() {
    // 40 x 20 resized to 8 x 4, two rows above and two below
    Preprocessing border = shaped(8, new Cropping(8, 8, Cropping.Mode.BORDER, false));
    Mask all = Mask.of(40, 20, (x, y) -> true);
    assertEquals(Mask.of(8, 8, (x, y) -> y >= 2 && y < 6), border.toGrid(all));
    assertEquals(all, border.visible(all));
    assertFalse(border.outside(all));
    Mask corner = Mask.of(40, 20, (x, y) -> x >= 35 && y < 5);
    assertEquals(Mask.of(8, 8, (x, y) -> x == 7 && y == 2), border.toGrid(corner));
    float[] map = new float[800];
    Arrays.fill(map, 3);
    float[] onGrid = border.toGrid(map, 40, 20);
    for (int i = 0; i < 64; i++) {
      assertEquals(i >= 16 && i < 48 ? 3 : 0, onGrid[i], 1e-6);
    }
    RgbImage white = RgbImage.black(40, 20);
    Arrays.fill(white.rgb(), (byte) -1);
    RgbImage framed = border.toGrid(white);
    // mean 0.5 is byte 127.5, rounded to the even one
    assertEquals(128, framed.value(0, 1, 0));
    assertEquals(255, framed.value(0, 2, 0));
    assertEquals(255, framed.value(7, 5, 2));
    assertEquals(128, framed.value(7, 6, 2));
  }

  @Test
  void squashingKeepsTheMiddleOfBothSides() {
    // 40 x 20 resized to 10 x 10, of which rows and columns 1 to 8 are kept
    Preprocessing squash = shaped(8, new Cropping(10, 10, Cropping.Mode.SQUASH, false));
    Mask half = Mask.of(40, 20, (x, y) -> x < 20 && y < 10);
    assertEquals(Mask.of(8, 8, (x, y) -> x < 4 && y < 4), squash.toGrid(half));
    assertEquals(Mask.of(32, 16, (x, y) -> x < 16 && y < 8), squash.visible(half));
    assertTrue(squash.outside(Mask.of(40, 20, (x, y) -> x < 4)));
    assertFalse(squash.outside(Mask.of(40, 20, (x, y) -> x < 5)));
  }

  private static Preprocessing shaped(int size, Cropping cropping) {
    float[] half = {0.5f, 0.5f, 0.5f};
    Preprocessing.Scaling scaling = new Preprocessing.Scaling(0, 1, half, half, ChannelOrder.RGB);
    return new Preprocessing(size, size, cropping, scaling, Resizing.BILINEAR, null);
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
