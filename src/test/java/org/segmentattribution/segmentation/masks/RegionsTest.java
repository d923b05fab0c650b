package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions beside a flood fill; values that are there; numbers told from soft edges. */
class RegionsTest {
  private static int[] plane(long seed, int size, int values) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, size).map(i -> random.nextInt(values)).toArray();
  }

  /** Sizes of regions by walking from each pixel to its neighbours of the same value, sorted. */
  private static List<Integer> flooded(int[] plane, int width) {
    boolean[] seen = new boolean[plane.length];
    List<Integer> sizes = new ArrayList<>();
    for (int start = 0; start < plane.length; start++) {
      if (seen[start]) {
        continue;
      }
      Deque<Integer> open = new ArrayDeque<>(List.of(start));
      seen[start] = true;
      int size = 0;
      while (!open.isEmpty()) {
        int at = open.pop();
        size++;
        int x = at % width;
        int[] beside = {x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width};
        for (int next : beside) {
          if (next >= 0 && next < plane.length && !seen[next] && plane[next] == plane[at]) {
            seen[next] = true;
            open.push(next);
          }
        }
      }
      sizes.add(size);
    }
    sizes.sort(null);
    return sizes;
  }

  @Property(tries = 200)
  void regionsAreThoseOfAFloodFill(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 25) int width,
      @ForAll @IntRange(min = 1, max = 25) int height,
      @ForAll @IntRange(min = 1, max = 4) int values) {
    int[] plane = plane(seed, width * height, values);
    Regions regions = Regions.of(plane, width);
    List<Integer> sizes = new ArrayList<>();
    for (int at = 0; at < plane.length; at++) {
      if (regions.size(at) > 0) {
        sizes.add(regions.size(at));
      }
    }
    sizes.sort(null);
    assertEquals(flooded(plane, width), sizes);
  }

  @Test
  void pixelsThatTouchAtACornerAreApart() {
    Regions regions = Regions.of(new int[] {1, 0, 0, 1}, 2);
    for (int at = 0; at < 4; at++) {
      assertEquals(1, regions.size(at));
    }
  }

  @Test
  void theEndOfARowDoesNotTouchTheNext() {
    Regions regions = Regions.of(new int[] {0, 5, 5, 1}, 2);
    assertEquals(4, IntStream.range(0, 4).filter(at -> regions.size(at) == 1).count());
  }

  @ParameterizedTest
  @CsvSource({
    "7, 1, 7, 7, 0, 0",
    "0 255, 2, 0, 255, 255, 1",
    "0 85 170 255 85, 4, 0, 255, 85, 3",
    "3 9 15, 3, 3, 15, 6, 2",
    "65535 0 1, 3, 0, 65535, 1, 65535",
    "10 14 20, 3, 10, 20, 2, 5",
  })
  void valuesThatAreThere(String values, int distinct, int least, int most, int step, int levels) {
    int[] plane = Arrays.stream(values.split(" ")).mapToInt(Integer::parseInt).toArray();
    ValueCounts counts = ValueCounts.of(plane);
    assertEquals(new ValueCounts(distinct, least, most, step), counts);
    assertEquals(levels, counts.levels());
  }

  private static final int SIDE = 64;

  private static Flatness flatness(int[] plane) {
    return Flatness.of(plane, SIDE, ValueCounts.of(plane), 128);
  }

  private static int[] drawn(IntBinaryOperator value) {
    return IntStream.range(0, SIDE * SIDE)
        .map(at -> value.applyAsInt(at % SIDE, at / SIDE))
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 20})
  void blocksOfNumbers(int count) {
    int[] plane = drawn((x, y) -> (x / 8 * 3 + y / 8 * 5) % count * 7 % 251);
    assertTrue(flatness(plane).isNumbers());
  }

  /** A disc whose edge falls over some pixels, as a matte's does. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 20})
  void aSoftEdge(int pixels) {
    int[] plane =
        drawn(
            (x, y) -> {
              double away = Math.hypot(x - 32, y - 32) - 20;
              return (int) Math.round(255 * Math.min(1, Math.max(0, 0.5 - away / pixels)));
            });
    assertFalse(flatness(plane).isNumbers());
  }

  @Test
  void aRamp() {
    assertFalse(flatness(drawn((x, y) -> 4 * x)).isNumbers());
  }

  @Test
  void countsByHand() {
    // 0 0 5 5 / 0 0 5 9: two fives side by side, one below; 9 is the largest and not inside
    int[] plane = {0, 0, 5, 5, 0, 0, 5, 9};
    Flatness flatness = Flatness.of(plane, 4, ValueCounts.of(plane), 100);
    assertEquals(4, flatness.between());
    assertEquals(2, flatness.regions());
    assertEquals(0, flatness.large());
    assertEquals(1, flatness.ends());
    Flatness inside = Flatness.of(plane, 4, ValueCounts.of(plane), 9);
    assertEquals(3, inside.between());
    assertEquals(1, inside.regions());
    assertEquals(2, inside.ends());
  }
}
