package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/** What holds of outlines, labels, colours, axes and numbers in every figure. */
class DrawingLawsTest {
  private static final Pattern STEP = Pattern.compile("([MHVZ])([-0-9.]*)(?: ([-0-9.]+))?");

  /** The area that a path of straight lines encloses, holes taken off (the shoelace formula). */
  private static double enclosed(String path) {
    double area = 0;
    double x = 0;
    double y = 0;
    double[] start = {0, 0};
    Matcher steps = STEP.matcher(path);
    while (steps.find()) {
      double nextX = x;
      double nextY = y;
      switch (steps.group(1)) {
        case "M" -> {
          x = Double.parseDouble(steps.group(2));
          y = Double.parseDouble(steps.group(3));
          start = new double[] {x, y};
          continue;
        }
        case "H" -> nextX = Double.parseDouble(steps.group(2));
        case "V" -> nextY = Double.parseDouble(steps.group(2));
        default -> {
          nextX = start[0];
          nextY = start[1];
        }
      }
      area += (x * nextY - nextX * y) / 2;
      x = nextX;
      y = nextY;
    }
    return area;
  }

  /** Whatever the mask, its outline encloses as many pixels as it has: holes run backwards. */
  @Property(tries = 200)
  void anOutlineEnclosesItsPixels(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 1, max = 4) int scale,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Mask mask = Mask.of(width, height, (x, y) -> random.nextInt(5) > 1);
    String path = MaskOutline.path(mask, 7, 3, scale);
    assertEquals(mask.area() * scale * scale, enclosed(path), 1e-6, path);
  }

  /** Labels never meet and never leave their area; a label that fits where it belongs is there. */
  @Property(tries = 60)
  void labelsStayApartAndInside(@ForAll @Size(min = 1, max = 15) int[] seeds) {
    LabelPlacer placer = new LabelPlacer(10, 20, 90, 60);
    List<LabelPlacer.Box> placed = new ArrayList<>();
    for (int seed : seeds) {
      double x = Math.floorMod(seed, 120);
      double y = Math.floorMod(seed / 120, 100);
      double width = 5 + Math.floorMod(seed / 7, 20);
      Optional<LabelPlacer.Box> box = placer.place(x, y, width, 9);
      if (box.isEmpty()) {
        continue;
      }
      LabelPlacer.Box b = box.get();
      assertTrue(b.x() >= 10 - 1e-9 && b.x() + b.width() <= 100 + 1e-9);
      assertTrue(b.y() >= 20 - 1e-9 && b.y() + b.height() <= 80 + 1e-9);
      for (LabelPlacer.Box other : placed) {
        boolean apart =
            b.x() >= other.x() + other.width() - 1e-9
                || other.x() >= b.x() + b.width() - 1e-9
                || b.y() >= other.y() + other.height() - 1e-9
                || other.y() >= b.y() + b.height() - 1e-9;
        assertTrue(apart, b + " meets " + other);
      }
      if (placed.isEmpty() && x > 40 && x < 70 && y > 30 && y < 70) {
        assertEquals(x, b.x() + b.width() / 2, 1e-9);
        assertEquals(y, b.y() + 4.5, 1e-9);
      }
      placed.add(b);
    }
  }

  /** The 99.5th percentile by nearest rank: of 1 … n in size the ⌈0.995 n⌉th. */
  @ParameterizedTest
  @CsvSource({"1, 1", "10, 10", "200, 199", "201, 200", "400, 398", "1000, 995"})
  void theLimitIsANearestRank(int values, double limit) {
    float[] map = new float[values];
    for (int i = 0; i < values; i++) {
      map[i] = (i + 1) * (i % 2 == 0 ? -1 : 1);
    }
    assertEquals(limit, HeatColours.limit(map));
  }

  @Test
  void aMapOfNearlyNothingIsScaledByItsLargest() {
    float[] map = new float[1000];
    map[3] = -0.25f;
    assertEquals(0.25, HeatColours.limit(map));
    map[4] = Float.NaN;
    assertEquals(0.25, HeatColours.limit(map));
    assertEquals(1, HeatColours.limit(new float[] {Float.NaN, 0}));
  }

  /** Stronger is bluer or more orange, and equally far from grey for both signs' own colours. */
  @Property(tries = 100)
  void coloursGrowWithTheValue(
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    int[] weak = HeatColours.colour(Math.min(one, other), 220);
    int[] strong = HeatColours.colour(Math.max(one, other), 220);
    int[] against = HeatColours.colour(-Math.max(one, other), 220);
    for (int c = 0; c < 3; c++) {
      assertTrue(strong[c] <= weak[c], "every channel of the blue is darker than the grey");
      assertTrue(against[c] >= 0 && against[c] <= 255);
    }
    assertTrue(strong[2] >= strong[0] && against[0] >= against[2]);
  }

  @Test
  void aMapIsPutOverAPaleGrey() {
    RgbImage image = RgbImage.black(3, 1);
    image.set(2, 0, 255, 255, 255);
    RgbImage over = HeatColours.over(image, new float[] {0, 4, Float.NaN}, 2);
    assertEquals("#a0a0a0", HeatColours.hex(new int[] {160, 160, 160}));
    assertEquals(160, over.value(0, 0, 0), "black is lifted to 160");
    assertEquals(250, over.value(2, 0, 1), "white to 250; what is no number is nothing");
    assertArrayEquals(
        HeatColours.colour(1, 160),
        new int[] {over.value(1, 0, 0), over.value(1, 0, 1), over.value(1, 0, 2)},
        "beyond the limit is the limit");
  }

  /** Ticks are equally spaced by 1, 2 or 5 times a power of ten. */
  @Property(tries = 200)
  void ticksAreRoundAndEven(
      @ForAll @DoubleRange(min = 0.01, max = 1e5) double top,
      @ForAll @IntRange(min = 3, max = 10) int most) {
    List<Double> ticks = LinearAxis.ticks(top, most);
    double step = ticks.get(1);
    double leading = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
    assertTrue(
        Arrays.stream(new double[] {1, 2, 5}).anyMatch(f -> Math.abs(f - leading) < 1e-6),
        "step " + step);
    for (int i = 0; i < ticks.size(); i++) {
      assertEquals(i * step, ticks.get(i), 1e-9 * top);
    }
    assertTrue(top - ticks.get(ticks.size() - 1) < step, "the last reaches near the end");
  }

  @Property(tries = 100)
  void ranksStartAtOneAndAreEven(
      @ForAll @IntRange(min = 1, max = 400) int worst,
      @ForAll @IntRange(min = 2, max = 12) int most) {
    List<Integer> ticks = LinearAxis.rankTicks(worst, most);
    assertEquals(1, ticks.get(0));
    assertTrue(ticks.size() <= most);
    assertTrue(ticks.get(ticks.size() - 1) <= worst);
    for (int i = 2; i < ticks.size(); i++) {
      assertEquals(ticks.get(1) - ticks.get(0), ticks.get(i) - ticks.get(i - 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "5, 60", "10, 110", "-3, 10", "12, 110", "2.5, 35"})
  void anAxisIsLinearAndEnds(double value, double place) {
    assertEquals(place, new LinearAxis(0, 10, 10, 110).at(value), 1e-12);
    assertEquals(120 - place, new LinearAxis(0, 10, 110, 10).at(value), 1e-12);
  }

  private static double parse(String text) {
    String plain = text.replace('\u2212', '-');
    Matcher power = Pattern.compile("(.*)\u00d710(.*)").matcher(plain);
    if (!power.matches()) {
      return Double.parseDouble(plain);
    }
    StringBuilder exponent = new StringBuilder();
    for (char c : power.group(2).toCharArray()) {
      exponent.append(
          c == '\u207b'
              ? "-"
              : "" + "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".indexOf(c));
    }
    return Double.parseDouble(power.group(1)) * Math.pow(10, Integer.parseInt(exponent.toString()));
  }

  /** Three digits are within half a per cent of the number, at every size and sign. */
  @Property(tries = 300)
  void threeDigitsSayTheNumber(
      @ForAll @DoubleRange(min = -9.99, max = 9.99) double digits,
      @ForAll @IntRange(min = -12, max = 12) int power) {
    double value = digits * Math.pow(10, power);
    assertEquals(value, parse(NumberText.significant(value)), 0.0051 * Math.abs(value) + 1e-300);
    double ascii = Double.parseDouble(NumberText.digits(value, 4));
    assertEquals(value, ascii, 0.00051 * Math.abs(value) + 1e-300);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1st",
    "2, 2nd",
    "3, 3rd",
    "4, 4th",
    "11, 11th",
    "12, 12th",
    "13, 13th",
    "21, 21st",
    "101, 101st",
    "111, 111th",
    "1012, 1012th",
    "122, 122nd"
  })
  void ordinals(int number, String text) {
    assertEquals(text, NumberText.ordinal(number));
  }

  @Test
  void countsAndIntervals() {
    assertEquals("1 image", NumberText.images(1));
    assertEquals("0 images", NumberText.images(0));
    assertEquals("2,595 images", NumberText.images(2595));
    assertEquals("2.12\u20132.70", NumberText.rankInterval(2.12, 2.7));
    assertEquals(NumberText.NONE, NumberText.rankInterval(Double.NaN, 2));
    assertEquals("1.5", NumberText.plain(1.50));
    assertEquals("100", NumberText.plain(100));
    assertEquals("0", NumberText.plain(0.001));
    assertEquals("0", NumberText.digits(0, 3));
    assertEquals(NumberText.NONE, NumberText.percent(Double.POSITIVE_INFINITY));
    assertEquals("10\u207b\u00b9\u00b2", NumberText.powerOfTen(-12));
  }
}
