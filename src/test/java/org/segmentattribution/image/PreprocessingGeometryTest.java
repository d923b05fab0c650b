package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/**
 * Where pixels of a picture go: sizes and crops as torchvision's Resize and CenterCrop have them.
 */
class PreprocessingGeometryTest {
  private static final float[] ZEROS = {0, 0, 0};
  private static final float[] ONES = {1, 1, 1};

  private static Preprocessing of(int height, int width, int resize, Interpolation how) {
    return new Preprocessing(
        height,
        width,
        resize,
        new Preprocessing.Scaling(0, 255, ZEROS, ONES, ChannelOrder.RGB),
        how,
        null);
  }

  /** Each pixel says where it is: red the column, green the row. */
  private static RgbImage places(int width, int height) {
    RgbImage image = RgbImage.black(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.set(x, y, x, y, 0);
      }
    }
    return image;
  }

  /**
   * Python, as torchvision: {@code int(round((size - crop) / 2.0))}, halves to the even number;
   * without resampling since the short side is that of {@code resize}.
   */
  @ParameterizedTest
  @CsvSource({
    "9, 8, 8, 0, 0",
    "11, 8, 8, 2, 0",
    "13, 8, 8, 2, 0",
    "15, 8, 8, 4, 0",
    "8, 15, 8, 0, 4",
    "10, 10, 7, 2, 2",
    "10, 10, 9, 0, 0",
    "30, 10, 5, 12, 2"
  })
  void theCropStartsWhereTorchvisionsDoes(int width, int height, int crop, int left, int top) {
    RgbImage grid =
        of(crop, crop, Math.min(width, height), Interpolation.NEAREST)
            .toGrid(places(width, height));
    assertEquals(left, grid.value(0, 0, 0));
    assertEquals(top, grid.value(0, 0, 1));
    assertEquals(left + crop - 1, grid.value(crop - 1, crop - 1, 0));
    assertEquals(top + crop - 1, grid.value(crop - 1, crop - 1, 1));
  }

  /**
   * torchvision: the long side is {@code int(resize * long / short)}, so 97 x 50 at 51 is 98 x 51,
   * of which columns 25 to 72 and rows 2 to 49 stay: the pixel of column c is ⌊(c + ½) 97 / 98⌋.
   */
  @Test
  void theLongSideIsCutToAWholeNumber() {
    RgbImage grid = of(48, 48, 51, Interpolation.NEAREST).toGrid(places(97, 50));
    for (int i = 0; i < 48; i++) {
      assertEquals((int) ((25 + i + 0.5) * 97 / 98), grid.value(i, 0, 0));
      assertEquals((int) ((2 + i + 0.5) * 50 / 51), grid.value(0, i, 1));
    }
  }

  /** A mask follows its picture: nearest pixels of both are the same, borders aside. */
  @Property(tries = 60)
  void masksFollowNearestPixels(
      @ForAll @IntRange(min = 9, max = 60) int width,
      @ForAll @IntRange(min = 9, max = 60) int height,
      @ForAll @IntRange(min = 4, max = 9) int crop,
      @ForAll @IntRange(min = 9, max = 21) int resize,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Mask mask = Mask.of(width, height, (x, y) -> random.nextBoolean());
    RgbImage picture = RgbImage.black(width, height);
    mask.forEach((x, y) -> picture.set(x, y, 255, 255, 255));
    Preprocessing to = of(crop, crop, resize, Interpolation.NEAREST);
    // a centre on an edge between pixels is decided by Pillow's rounding
    int wide = width >= height ? (int) ((long) resize * width / height) : resize;
    int high = width >= height ? resize : (int) ((long) resize * height / width);
    Assume.that(!onEdge(width, wide) && !onEdge(height, high));
    Mask grid = to.toGrid(mask);
    RgbImage shown = to.toGrid(picture);
    for (int y = 0; y < crop; y++) {
      for (int x = 0; x < crop; x++) {
        assertEquals(shown.value(x, y, 0) > 0, grid.contains(x, y), x + ", " + y);
      }
    }
  }

  private static boolean onEdge(int size, int resized) {
    for (long target = 0; target < resized; target++) {
      if ((2 * target + 1) * size % (2L * resized) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Against the definitions: centres within the crop are visible, touching pixels not outside. */
  @Property(tries = 100)
  void visibleAndOutsideAreTheirDefinitions(
      @ForAll @IntRange(min = 5, max = 40) int width,
      @ForAll @IntRange(min = 5, max = 40) int height,
      @ForAll @IntRange(min = 3, max = 8) int crop,
      @ForAll @IntRange(min = 0, max = 39) int x,
      @ForAll @IntRange(min = 0, max = 39) int y) {
    Assume.that(x < width && y < height);
    int resize = 8;
    Preprocessing to = of(crop, crop, resize, Interpolation.BILINEAR);
    Mask pixel = Mask.of(width, height, (px, py) -> px == x && py == y);
    int wide = width >= height ? (int) ((long) resize * width / height) : resize;
    int high = width >= height ? resize : (int) ((long) resize * height / width);
    int left = (int) Math.rint((wide - crop) / 2.0);
    int top = (int) Math.rint((high - crop) / 2.0);
    boolean touches =
        touches(x, (double) wide / width, left, crop)
            && touches(y, (double) high / height, top, crop);
    assertEquals(!touches, to.outside(pixel));
    if (!to.toGrid(pixel).isEmpty()) {
      assertTrue(touches, "what is on the grid is not outside");
    }
    Mask all = Mask.of(width, height, (px, py) -> true);
    assertEquals(crop * crop, to.toGrid(all).area());
    assertEquals(
        centres(width, wide, left, crop) * centres(height, high, top, crop),
        to.visible(all).area());
  }

  /** Columns of a picture, edges [i, i + 1), that overlap the crop by more than a line. */
  private static boolean touches(int pixel, double scale, int from, int length) {
    return (pixel + 1) * scale > from + 1e-9 && pixel * scale < from + length - 1e-9;
  }

  private static int centres(int size, int resized, int from, int length) {
    int inside = 0;
    for (int i = 0; i < size; i++) {
      double twice = (2.0 * i + 1) * resized / size;
      inside += twice >= 2 * from - 1e-9 && twice < 2 * (from + length) - 1e-9 ? 1 : 0;
    }
    return Math.max(1, inside);
  }

  /** A map goes the way of the picture: a ramp of columns is cropped alike. */
  @Test
  void mapsFollowTheSameCrop() {
    float[] ramp = new float[16 * 8];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % 16;
    }
    float[] grid = of(8, 8, 8, Interpolation.BICUBIC).toGrid(ramp, 16, 8);
    for (int i = 0; i < 64; i++) {
      assertEquals(4 + i % 8, grid[i], 1e-5);
    }
  }

  /** Grey is made before the resize: the luma of (10, 20, 30) is 18. */
  @Test
  void oneChannelIsGrey() {
    Preprocessing grey =
        new Preprocessing(
            1, 2, 0, 0, 1, new float[] {0.5f}, new float[] {0.25f}, ChannelOrder.GREY);
    assertEquals(2, grey.length());
    RgbImage image = RgbImage.black(2, 1);
    image.set(0, 0, 10, 20, 30);
    image.set(1, 0, 255, 255, 255);
    RgbImage grid = grey.toGrid(image);
    assertEquals(18, grid.value(0, 0, 0));
    assertEquals(18, grid.value(0, 0, 2));
    float[] input = new float[4];
    grey.toInput(grid, input, 1);
    assertArrayEquals(new float[] {0, (18 / 255f - 0.5f) / 0.25f, 2, 0}, input, 1e-6f);
  }

  @Test
  void channelsStandInTheirOrder() {
    assertEquals(2, ChannelOrder.BGR.colour(0));
    assertEquals(1, ChannelOrder.BGR.colour(1));
    assertEquals(0, ChannelOrder.BGR.colour(2));
    assertEquals(2, ChannelOrder.RGB.colour(2));
    assertEquals(1, ChannelOrder.GREY.count());
    assertEquals("grey", ChannelOrder.GREY.text());
    assertEquals("BGR", ChannelOrder.BGR.text());
    assertEquals("bicubic", Interpolation.BICUBIC.text());
  }

  @Test
  void onlyPicturesOnTheGridBecomeInput() {
    Preprocessing to = of(4, 6, 0, Interpolation.BILINEAR);
    float[] input = new float[to.length()];
    String said =
        assertThrows(
                IllegalArgumentException.class, () -> to.toInput(RgbImage.black(4, 6), input, 0))
            .getMessage();
    assertEquals("not on the input's grid: 4x6", said);
    to.toInput(RgbImage.black(6, 4), input, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4, 0, RGB, 3, input.size must be positive",
    "4, 0, 0, RGB, 3, input.size must be positive",
    "4, 6, 5, RGB, 3, input.resize 5 is smaller than input.size",
    "4, 4, 0, GREY, 3, 'input.mean and input.std take one value, for grey'",
    "4, 4, 0, BGR, 1, input.mean and input.std take three values"
  })
  void aDeclarationThatCannotBeIsTold(
      int height, int width, int resize, ChannelOrder channels, int values, String message) {
    float[] numbers = new float[values];
    java.util.Arrays.fill(numbers, 1);
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new Preprocessing(height, width, resize, 0, 1, numbers, numbers, channels))
            .getMessage());
  }

  /** Equality is of values, arrays too; each part counts. */
  @Test
  void equalDeclarationsAreEqual() {
    Preprocessing one = of(4, 4, 8, Interpolation.BILINEAR);
    assertEquals(one, of(4, 4, 8, Interpolation.BILINEAR));
    assertEquals(one.hashCode(), of(4, 4, 8, Interpolation.BILINEAR).hashCode());
    assertNotEquals(one, of(4, 4, 9, Interpolation.BILINEAR));
    assertNotEquals(one, of(4, 4, 8, Interpolation.BICUBIC));
    assertNotEquals(one, of(4, 5, 8, Interpolation.BILINEAR));
    float[] other = {0, 0, 1};
    assertNotEquals(one, new Preprocessing(4, 4, 8, 0, 255, other, ONES, ChannelOrder.RGB));
    Preprocessing declared =
        new Preprocessing(
            4,
            4,
            8,
            new Preprocessing.Scaling(0, 255, ZEROS, ONES, ChannelOrder.RGB),
            Interpolation.BILINEAR,
            InputLayout.values()[0]);
    assertNotEquals(one, declared);
    assertEquals(one, declared.withoutLayout());
    assertNull(declared.withoutLayout().layout());
  }
}
