package org.segmentattribution.dataset.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.source.NamedSeed;

/** Where a watermark is, what it reads, and which images have one. */
class WatermarkGeometryTest {
  private static final WatermarkStyle STYLE = WatermarkStyle.defaults();

  /** By hand: at 200 pixels 22 high (0.11); 15 x 67 half pixels of the font give 98 wide. */
  @Test
  void sizeFollowsTheShortSide() {
    Watermark mark = new Watermarker(STYLE, 1).place("a", 300, 200);
    assertEquals(22, mark.place().height());
    assertEquals(Math.round(67.0 * 22 / 15), mark.place().width());
    assertEquals(5, mark.text().length());
    Watermark small =
        new Watermarker(new WatermarkStyle(1, 2, 3, 0.01, 1, 0), 1).place("a", 60, 60);
    assertEquals(7, small.place().height(), "letters have at least their seven rows");
  }

  /** Margin 2 % of the short side, jitter at most 4 % more, from the corner that it names. */
  @Property(tries = 150)
  void itStandsInItsCorner(
      @ForAll long seed,
      @ForAll @IntRange(min = 90, max = 400) int width,
      @ForAll @IntRange(min = 90, max = 400) int height,
      @ForAll @IntRange(min = 0, max = 99) int number) {
    Watermark mark = new Watermarker(STYLE, seed).place("image" + number, width, height);
    int shortSide = Math.min(width, height);
    long margin = Math.max(1, Math.round(0.02 * shortSide));
    long most = margin + Math.round(0.04 * shortSide);
    int right = width - mark.place().x() - mark.place().width();
    int bottom = height - mark.place().y() - mark.place().height();
    int side = mark.place().corner().endsWith("-right") ? right : mark.place().x();
    int edge = mark.place().corner().startsWith("bottom") ? bottom : mark.place().y();
    assertTrue(side >= margin && side <= most, mark.place().corner() + " " + side);
    assertTrue(edge >= margin && edge <= most, mark.place().corner() + " " + edge);
    int[] box = {width, height, -1, -1};
    mark.mask()
        .forEach(
            (x, y) -> {
              box[0] = Math.min(box[0], x);
              box[1] = Math.min(box[1], y);
              box[2] = Math.max(box[2], x);
              box[3] = Math.max(box[3], y);
            });
    assertTrue(box[0] >= mark.place().x() && box[2] < mark.place().x() + mark.place().width());
    assertTrue(box[1] >= mark.place().y() && box[3] < mark.place().y() + mark.place().height());
    assertTrue(box[3] - box[1] >= mark.place().height() - 3, "letters are as high as the box");
  }

  /** Without jitter every image of a corner has its watermark in one place. */
  @Test
  void withoutJitterThereAreFourPlaces() {
    Watermarker watermarker = new Watermarker(new WatermarkStyle(255, 0, 0, 0.1, 2, 0), 5);
    Set<String> places = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      Watermark mark = watermarker.place("i" + i, 100, 100);
      places.add(mark.place().corner() + " " + mark.place().x() + " " + mark.place().y());
    }
    // two letters: 15 x 25 half pixels, ten high, 17 wide; margins of 2
    assertEquals(
        Set.of("top-left 2 2", "top-right 81 2", "bottom-left 2 88", "bottom-right 81 88"), places);
  }

  /** Jitter is drawn for each direction: in every corner some distances differ, some do not. */
  @Test
  void jitterIsDrawnForEachDirection() {
    Set<String> corners = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      Watermark mark = new Watermarker(STYLE, 2).place("i" + i, 150, 150);
      int right = 150 - mark.place().x() - mark.place().width();
      int bottom = 150 - mark.place().y() - mark.place().height();
      int side = mark.place().corner().endsWith("-right") ? right : mark.place().x();
      int edge = mark.place().corner().startsWith("bottom") ? bottom : mark.place().y();
      corners.add(mark.place().corner() + (side == edge ? " alike" : " apart"));
    }
    assertEquals(8, corners.size(), corners.toString());
  }

  @Test
  void onlyTheMasksPixelsHaveItsColour() {
    WatermarkStyle style = new WatermarkStyle(10, 20, 30, 0.2, 1, 0.1);
    Watermark mark = new Watermarker(style, 3).place("a", 80, 60);
    RgbImage image = RgbImage.black(80, 60);
    Arrays.fill(image.rgb(), (byte) 99);
    RgbImage drawn = mark.draw(image);
    int coloured = 0;
    for (int i = 0; i < drawn.rgb().length; i += 3) {
      coloured +=
          drawn.rgb()[i] == 10 && drawn.rgb()[i + 1] == 20 && drawn.rgb()[i + 2] == 30 ? 1 : 0;
    }
    assertEquals(mark.mask().area(), coloured);
    assertEquals(
        99, image.value(mark.place().x(), mark.place().y(), 0), "the image itself stays as it is");
    assertThrows(IllegalArgumentException.class, () -> mark.draw(RgbImage.black(60, 80)));
  }

  @ParameterizedTest
  @CsvSource({
    "256, 0, 0, 0.1, 5, 0",
    "0, -1, 0, 0.1, 5, 0",
    "0, 0, 0, 0, 5, 0",
    "0, 0, 0, 0.51, 5, 0",
    "0, 0, 0, NaN, 5, 0",
    "0, 0, 0, 0.1, 0, 0",
    "0, 0, 0, 0.1, 5, -0.1",
    "0, 0, 0, 0.1, 5, 0.21"
  })
  void stylesAreChecked(int red, int green, int blue, double height, int letters, double jitter) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new WatermarkStyle(red, green, blue, height, letters, jitter));
  }

  /** The letter A as it is drawn, and no two letters alike in fewer than three pixels. */
  @Test
  void lettersDiffer() {
    assertTrue(PixelFont.characters().size() >= 16, "texts vary");
    assertFalse(PixelFont.isSet('A', 0, 0));
    assertTrue(PixelFont.isSet('A', 2, 0) && PixelFont.isSet('A', 2, 3));
    assertFalse(PixelFont.isSet('A', 2, 4));
    assertEquals(PixelFont.characters().size(), new HashSet<>(PixelFont.characters()).size());
    for (char a : PixelFont.characters()) {
      for (char b : PixelFont.characters()) {
        int apart = 0;
        for (int i = 0; i < PixelFont.COLUMNS * PixelFont.ROWS; i++) {
          int column = i % PixelFont.COLUMNS;
          int row = i / PixelFont.COLUMNS;
          apart += PixelFont.isSet(a, column, row) != PixelFont.isSet(b, column, row) ? 1 : 0;
        }
        assertTrue(a == b || apart >= 3, a + " and " + b + " differ in " + apart);
      }
    }
  }

  /** Nested for one seed, of the right number, whatever the order of the ids. */
  @Property(tries = 100)
  void subsetsFollowIdsAndNotTheirOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 60) int images,
      @ForAll @DoubleRange(min = 0, max = 100) double one,
      @ForAll @DoubleRange(min = 0, max = 100) double other) {
    List<String> ids = IntStream.range(0, images).mapToObj(i -> "zebra/" + i).toList();
    List<String> backwards =
        IntStream.range(0, images).mapToObj(i -> "zebra/" + (images - 1 - i)).toList();
    Set<String> less = PrevalenceSubset.of(ids, Math.min(one, other), seed);
    Set<String> more = PrevalenceSubset.of(ids, Math.max(one, other), seed);
    assertTrue(more.containsAll(less));
    assertEquals(Math.round(one * images / 100), PrevalenceSubset.of(ids, one, seed).size());
    assertEquals(less, PrevalenceSubset.of(backwards, Math.min(one, other), seed));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
  void aShareGoesFromNoneToAll(double percent) {
    assertThrows(
        IllegalArgumentException.class, () -> PrevalenceSubset.of(List.of("a"), percent, 1));
  }

  /** FNV-1a and Stafford's mix13 written down once more, in Python. */
  @ParameterizedTest
  @CsvSource({
    "1, watermark, zebra/1, -1296341113229843783",
    "0, '', '', -20566625342263694",
    "-1, scene, train/horse/7, -4027177286633931248"
  })
  void seedsAreThoseOfTheHash(long seed, String purpose, String name, long expected) {
    assertEquals(expected, NamedSeed.of(seed, purpose, name));
  }

  /** A purpose's end is part of the seed: "a", "bc" and "ab", "c" are two. */
  @Test
  void purposesAndNamesAreApart() {
    assertNotEquals(NamedSeed.of(1, "a", "bc"), NamedSeed.of(1, "ab", "c"));
    assertNotEquals(NamedSeed.of(1, "a", "b"), NamedSeed.of(2, "a", "b"));
    Set<Long> seeds = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      seeds.add(NamedSeed.of(i % 10, "scene", "image" + i));
    }
    assertEquals(10_000, seeds.size());
  }
}
