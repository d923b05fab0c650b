package org.segmentattribution.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures, masks and the places in them. */
class PicturesAndPlacesTest {
  private static Mask random(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Mask.of(width, height, (x, y) -> random.nextInt(3) > 0);
  }

  /** The thirds of 9 x 6: columns 0-2, 3-5, 6-8 and rows 0-1, 2-3, 4-5. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, top-left",
    "2, 1, top-left",
    "3, 1, top-centre",
    "8, 0, top-right",
    "4, 2, centre-centre",
    "2, 5, bottom-left",
    "5, 4, bottom-centre",
    "6, 3, centre-right"
  })
  void aPixelIsInAThird(int column, int row, String place) {
    Mask mask = Mask.of(9, 6, (x, y) -> x == column && y == row);
    assertEquals(place, Position.of(mask).text());
    assertEquals(Position.of(mask), Position.named(place));
  }

  /** A centroid exactly on a third counts as the next: columns 1 and 2 of 6 have theirs at 2. */
  @Test
  void aBorderBelongsToTheNextThird() {
    Mask two = Mask.of(6, 3, (x, y) -> (x == 1 || x == 2) && y == 1);
    assertEquals(Position.CENTRE_CENTRE, Position.of(two));
    Mask before = Mask.of(6, 3, (x, y) -> (x == 1 || x == 0) && y == 1);
    assertEquals(Position.CENTRE_LEFT, Position.of(before));
    assertThrows(IllegalArgumentException.class, () -> Position.named("middle"));
    for (Position position : Position.values()) {
      assertEquals(position, Position.at(position.ordinal() / 3, position.ordinal() % 3));
    }
  }

  /** Turning the picture upside down turns the row of the place (no centroid on a border here). */
  @Property(tries = 100)
  void placesFollowFlips(@ForAll @IntRange(min = 0, max = 62) int column, @ForAll long seed) {
    int row = (int) Math.floorMod(seed, 62L);
    Mask mask = Mask.of(64, 62, (x, y) -> x == column && y == row);
    Mask flipped = mask.sample(64, 62, x -> x, y -> 61 - y);
    assertEquals(
        2 - Position.of(mask).ordinal() / 3, Position.of(flipped).ordinal() / 3, "row " + row);
    assertEquals(Position.of(mask).ordinal() % 3, Position.of(flipped).ordinal() % 3);
  }

  /** Runs put together again are the mask, at every width around a word of 64 bits. */
  @Property(tries = 100)
  void runsAreTheMask(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll long seed) {
    Mask mask = random(width, height, seed);
    Mask.Builder builder = new Mask.Builder(width, height);
    List<int[]> runs = new ArrayList<>();
    mask.forEachRun(
        (from, to, y) -> {
          builder.addRun(from, to, y);
          runs.add(new int[] {from, to, y});
        });
    assertEquals(mask, builder.build());
    assertEquals(mask.hashCode(), builder.build().hashCode());
    for (int[] run : runs) {
      assertTrue(run[0] < run[1]);
      assertTrue(
          run[0] == 0 || !mask.contains(run[0] - 1, run[2]), "a run is as long as it can be");
      assertTrue(run[1] == width || !mask.contains(run[1], run[2]));
    }
    int[] pixels = {0};
    mask.forEach((x, y) -> pixels[0]++);
    assertEquals(mask.area(), pixels[0]);
  }

  /** Sums of a map and of coordinates, against adding them up one by one. */
  @Property(tries = 100)
  void sumsAndMomentsAreThoseOfThePixels(
      @ForAll @IntRange(min = 1, max = 150) int width,
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll long seed) {
    Mask mask = random(width, height, seed);
    float[] map = new float[width * height];
    double[] wide = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (i * 37 % 101 - 50) / 4f;
      wide[i] = map[i];
    }
    double sum = 0;
    long[] moments = new long[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (mask.contains(x, y)) {
          sum += map[y * width + x];
          moments[0]++;
          moments[1] += x;
          moments[2] += y;
        }
      }
    }
    assertEquals(sum, mask.sum(map));
    assertEquals(sum, mask.sum(wide));
    assertEquals(
        new Position.Moments(moments[0], moments[1], moments[2]), Position.Moments.of(mask));
    assertThrows(IllegalArgumentException.class, () -> mask.sum(new float[map.length + 1]));
  }

  @Test
  void masksOfOtherSizesAreOthers() {
    assertNotEquals(Mask.empty(2, 3), Mask.empty(3, 2));
    assertEquals("Mask[2x3, area 0]", Mask.empty(2, 3).toString());
    assertTrue(Mask.empty(2, 3).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> Mask.empty(0, 3));
    assertThrows(
        IllegalArgumentException.class, () -> Mask.empty(2, 3).dilate(-1, PadShape.values()[0]));
  }

  @Test
  void pixelsAreRowsOfColours() {
    RgbImage image = RgbImage.black(3, 2);
    image.set(2, 1, 255, 128, 1);
    assertEquals(255, image.value(2, 1, 0));
    assertEquals(128, image.value(2, 1, 1));
    assertEquals(1, image.value(2, 1, 2));
    assertEquals((byte) 255, image.rgb()[15]);
    assertEquals(0xff_ff8001, image.buffered().getRGB(2, 1));
    assertEquals(0xff_000000, image.buffered().getRGB(1, 1));
    RgbImage copy = image.copy();
    copy.set(2, 1, 0, 0, 0);
    assertEquals(255, image.value(2, 1, 0), "a copy shares nothing");
    assertThrows(IllegalArgumentException.class, () -> new RgbImage(3, 2, new byte[17]));
    assertThrows(IllegalArgumentException.class, () -> new RgbImage(0, 2, new byte[0]));
  }

  /** ITU-R 601: 0.299, 0.587 and 0.114; Pillow's convert("L") gives 76, 150 and 29. */
  @Test
  void greyIsLuma() {
    RgbImage image = RgbImage.black(3, 1);
    image.set(0, 0, 255, 0, 0);
    image.set(1, 0, 0, 255, 0);
    image.set(2, 0, 0, 0, 255);
    byte[] grey = {76, 76, 76, (byte) 150, (byte) 150, (byte) 150, 29, 29, 29};
    assertArrayEquals(grey, image.grey().rgb());
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.c.jpg, a/b.c",
    "a.b/c, a.b/c",
    "a/.hidden, a/.hidden",
    ".hidden, .hidden",
    "plain, plain",
    "x.png, x"
  })
  void aStemIsThePathWithoutItsExtension(String path, String stem) {
    ImageRecord record = new ImageRecord("id", path, Path.of("x"), "", "");
    assertEquals(stem, record.stem());
    assertEquals(stem, ImageRecord.stem(path));
  }

  @ParameterizedTest
  @CsvSource({
    "train, true, false, false",
    "Training, true, false, false",
    "TEST, false, false, true",
    "testing, false, false, true",
    "val, false, true, false",
    "dev, false, true, false",
    "'', false, false, false",
    "trainee, false, false, false"
  })
  void splitsAreKnownByTheirNames(String split, boolean train, boolean validation, boolean test) {
    ImageRecord record = new ImageRecord("id", "a.png", Path.of("a.png"), "", split);
    assertEquals(train, record.isTraining());
    assertEquals(validation, record.isValidation());
    assertEquals(test, record.isTest());
    assertEquals(train || validation || test, ImageRecord.SplitName.isAny(split));
  }

  /** é as one letter, and as e with an accent that some file systems write. */
  @Test
  void labelsAreComposed() {
    String apart = "ze\u0301bre";
    assertEquals("z\u00e9bre", new ImageRecord("i", "i", Path.of("i"), apart, "").label());
    assertEquals("z\u00e9bre", SegmentNames.normalise("  Ze\u0301BRE "));
    assertFalse(apart.equals(SegmentNames.composed(apart)));
  }
}
