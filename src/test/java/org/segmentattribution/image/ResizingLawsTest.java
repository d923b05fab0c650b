package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;

/** What holds of every way to resize, and maps against Pillow. */
class ResizingLawsTest {
  private static Placement whole(int width, int height) {
    return new Placement(width, height, 0, 0, width, height);
  }

  private static RgbImage random(int width, int height, long seed) {
    byte[] rgb = new byte[width * height * 3];
    new SplittableRandom(seed).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }

  private static RgbImage mirrored(RgbImage image) {
    RgbImage mirrored = RgbImage.black(image.width(), image.height());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int from = image.width() - 1 - x;
        mirrored.set(
            x, y, image.value(from, y, 0), image.value(from, y, 1), image.value(from, y, 2));
      }
    }
    return mirrored;
  }

  private static float[] map() {
    float[] map = new float[30];
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 6; x++) {
        map[y * 6 + x] = (x * 7 + y * 13) % 11 - 5 + 0.25f * x;
      }
    }
    return map;
  }

  /** Pillow 13.0, {@code Image.fromarray(map, mode="F").resize(size, BILINEAR)}. */
  @ParameterizedTest
  @CsvSource({
    "3, 2, -0.67857 0.875 1.64286 -0.39286 0.375 1.92857",
    "6, 2, -3.0 1.25 0.5 0.25 3.5 0.25 1.0 -2.25 1.0 0.75 0.0 4.25",
    "1, 1, 0.625",
    "4, 5, -2.28125 0.55556 3.69444 -0.34375 -0.28125 1.33333 -0.41667 1.65625 -2.40625 -0.33333"
        + " 1.58333 3.65625 -0.40625 1.66667 -0.08333 1.53125 1.59375 -2.44444 0.69444 3.53125"
  })
  void mapsAreThoseOfPillow(int width, int height, String expected) {
    float[] resized = Resampler.resize(map(), 6, 5, whole(width, height));
    double[] pillow = Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertEquals(pillow.length, resized.length);
    for (int i = 0; i < pillow.length; i++) {
      assertEquals(pillow[i], resized[i], 1e-5, "value " + i);
    }
  }

  /** An enlargement likewise: a row and three more of 9 x 7. */
  @Test
  void enlargedMapsAreThoseOfPillow() {
    float[] resized = Resampler.resize(map(), 6, 5, whole(9, 7));
    double[] firstRow = {-5, -1.375, 1.625, -0.875, 2.125, 5.125, 2.625, 0.125, -1.75};
    for (int x = 0; x < 9; x++) {
      assertEquals(firstRow[x], resized[x], 1e-5);
    }
    assertEquals(1.29167, resized[30], 1e-5);
    assertEquals(0.98214, resized[50], 1e-5);
    assertEquals(6.25, resized[62], 1e-5);
  }

  /** A part of a resized map is that part of the whole. */
  @Test
  void aCropOfAMapIsAPartOfTheWhole() {
    float[] all = Resampler.resize(map(), 6, 5, whole(12, 9));
    float[] part = Resampler.resize(map(), 6, 5, new Placement(12, 9, 3, 2, 5, 4));
    for (int y = 0; y < 4; y++) {
      assertArrayEquals(
          Arrays.copyOfRange(all, (y + 2) * 12 + 3, (y + 2) * 12 + 8),
          Arrays.copyOfRange(part, y * 5, y * 5 + 5));
    }
  }

  /** Weights add to one, so a picture of one colour stays so, whatever the sizes. */
  @Property(tries = 60)
  void oneColourStaysOneColour(
      @ForAll Interpolation how,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int toWidth,
      @ForAll @IntRange(min = 1, max = 40) int toHeight,
      @ForAll @IntRange(min = 0, max = 255) int value) {
    RgbImage image = RgbImage.black(width, height);
    Arrays.fill(image.rgb(), (byte) value);
    byte[] expected = new byte[toWidth * toHeight * 3];
    Arrays.fill(expected, (byte) value);
    assertArrayEquals(expected, resize(how, image, whole(toWidth, toHeight)).rgb());
  }

  /** Both sides are treated alike: a mirrored picture resizes to the mirrored result. */
  @Property(tries = 40)
  void mirroringAndResizingCommute(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 30) int toWidth,
      @ForAll long seed) {
    RgbImage image = random(width, 7, seed);
    for (Interpolation how : new Interpolation[] {Interpolation.BILINEAR, Interpolation.BICUBIC}) {
      RgbImage there = mirrored(resize(how, image, whole(toWidth, 5)));
      RgbImage back = resize(how, mirrored(image), whole(toWidth, 5));
      for (int i = 0; i < there.rgb().length; i++) {
        int difference = (there.rgb()[i] & 0xff) - (back.rgb()[i] & 0xff);
        assertTrue(Math.abs(difference) <= 1, how + ": " + difference);
      }
    }
  }

  @Property(tries = 40)
  void nearestRepeatsPixelsOfAWholeMultiple(
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll @IntRange(min = 1, max = 12) int height,
      @ForAll @IntRange(min = 1, max = 5) int times,
      @ForAll long seed) {
    RgbImage image = random(width, height, seed);
    RgbImage large = resize(Interpolation.NEAREST, image, whole(width * times, height * times));
    for (int y = 0; y < height * times; y++) {
      for (int x = 0; x < width * times; x++) {
        assertEquals(image.value(x / times, y / times, 1), large.value(x, y, 1));
      }
    }
    RgbImage back = resize(Interpolation.NEAREST, large, whole(width, height));
    assertArrayEquals(image.rgb(), back.rgb());
  }

  /** No weight is negative, so a bilinear result lies among the values, and doubles with them. */
  @Property(tries = 40)
  void bilinearMapsStayAmongTheValues(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int toWidth,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] map = new float[width * 3];
    for (int i = 0; i < map.length; i++) {
      map[i] = random.nextInt(-8, 9);
    }
    float[] resized = Resampler.resize(map, width, 3, whole(toWidth, 3));
    for (float value : resized) {
      assertTrue(value >= -8 - 1e-5 && value <= 8 + 1e-5);
    }
    float[] doubled = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      doubled[i] = 2 * map[i];
    }
    float[] twice = Resampler.resize(doubled, width, 3, whole(toWidth, 3));
    for (int i = 0; i < twice.length; i++) {
      assertEquals(2 * resized[i], twice[i], 1e-4, "linear");
    }
  }

  @Test
  void aPlacementOfEverythingIsNoChange() {
    assertTrue(whole(7, 5).isAll(7, 5));
    assertTrue(!whole(7, 5).isAll(5, 7));
    assertTrue(!new Placement(7, 5, 0, 0, 6, 5).isAll(7, 5));
    assertTrue(!new Placement(14, 10, 0, 0, 7, 5).isAll(7, 5));
    float[] map = map();
    assertArrayEquals(map, Resampler.resize(map, 6, 5, whole(6, 5)), 1e-6f);
  }

  /** A step from black to white overshoots by the cubic's negative lobe, cut at 0 and 255. */
  @Test
  void bicubicClampsInsteadOfWrappingAround() {
    RgbImage step = RgbImage.black(8, 1);
    for (int x = 4; x < 8; x++) {
      step.set(x, 0, 255, 255, 255);
    }
    RgbImage large = resize(Interpolation.BICUBIC, step, whole(32, 1));
    for (int x = 1; x < 32; x++) {
      assertTrue(large.value(x, 0, 0) >= large.value(x - 1, 0, 0), "rises at " + x);
    }
    assertEquals(0, large.value(0, 0, 0));
    assertEquals(255, large.value(31, 0, 0));
  }

  private static RgbImage resize(Interpolation how, RgbImage image, Placement at) {
    return Resizing.of(how).bytes(image, at, false);
  }
}
