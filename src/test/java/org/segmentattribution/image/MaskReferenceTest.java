package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PadShape;
import org.segmentattribution.api.Position;

/** Masks against boolean arrays, at widths around whole words. */
class MaskReferenceTest {

  @Property(tries = 300)
  void paddingIsTheLiteralDilation(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 12) int height,
      @ForAll @IntRange(min = 0, max = 5) int radius,
      @ForAll PadShape shape,
      @ForAll long seed) {
    boolean[][] pixels = random(width, height, seed);
    BiPredicate<Integer, Integer> near =
        switch (shape) {
          case SQUARE -> (dx, dy) -> Math.max(Math.abs(dx), Math.abs(dy)) <= radius;
          case DIAMOND -> (dx, dy) -> Math.abs(dx) + Math.abs(dy) <= radius;
          case DISC -> (dx, dy) -> dx * dx + dy * dy <= radius * radius;
        };
    boolean[][] padded = new boolean[height][width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int dy = -radius; pixels[y][x] && dy <= radius; dy++) {
          for (int dx = -radius; dx <= radius; dx++) {
            int px = x + dx;
            int py = y + dy;
            if (near.test(dx, dy) && px >= 0 && px < width && py >= 0 && py < height) {
              padded[py][px] = true;
            }
          }
        }
      }
    }
    assertEquals(mask(padded), mask(pixels).dilate(radius, shape));
  }

  @Property(tries = 200)
  void operationsAreThoseOfSets(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll long seed) {
    boolean[][] a = random(width, height, seed);
    boolean[][] b = random(width, height, seed + 1);
    float[] map = new float[width * height];
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> visited = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    boolean[][] either = new boolean[height][width];
    boolean shared = false;
    double sum = 0;
    long sumX = 0;
    long sumY = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        map[y * width + x] = (float) (random.nextDouble() - 0.5);
        either[y][x] = a[y][x] || b[y][x];
        shared |= a[y][x] && b[y][x];
        if (a[y][x]) {
          expected.add(y * width + x);
          sum += map[y * width + x];
          sumX += x;
          sumY += y;
        }
      }
    }
    double[] doubles = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      doubles[i] = map[i];
    }
    Mask mask = mask(a);
    mask.forEach((x, y) -> visited.add(y * width + x));
    assertEquals(expected, visited);
    assertEquals(expected.size(), mask.area());
    assertEquals(expected.isEmpty(), mask.isEmpty());
    assertEquals(new Position.Moments(expected.size(), sumX, sumY), Position.Moments.of(mask));
    assertEquals(sum, mask.sum(map), "the same order of additions");
    assertEquals(sum, mask.sum(doubles), "the same order of additions");
    assertEquals(mask(either), mask.union(mask(b)));
    assertEquals(mask(either).hashCode(), mask.union(mask(b)).hashCode());
    assertEquals(shared, mask.intersects(mask(b)));
    Mask flipped = mask.sample(width, height, x -> width - 1 - x, y -> y);
    assertEquals(Mask.of(width, height, (x, y) -> a[y][width - 1 - x]), flipped);
  }

  @Property(tries = 100)
  void paddingAndUnionCommute(
      @ForAll @IntRange(min = 1, max = 130) int width,
      @ForAll @IntRange(min = 0, max = 3) int radius,
      @ForAll PadShape shape,
      @ForAll long seed) {
    Mask a = mask(random(width, 7, seed));
    Mask b = mask(random(width, 7, seed + 1));
    assertEquals(
        a.union(b).dilate(radius, shape), a.dilate(radius, shape).union(b.dilate(radius, shape)));
  }

  @Test
  void onePixelPadsToTheElementsArea() {
    Mask pixel = Mask.of(99, 99, (x, y) -> x == 50 && y == 50);
    assertEquals(25, pixel.dilate(2, PadShape.SQUARE).area());
    assertEquals(13, pixel.dilate(2, PadShape.DIAMOND).area());
    assertEquals(13, pixel.dilate(2, PadShape.DISC).area());
    assertEquals(49, pixel.dilate(3, PadShape.SQUARE).area());
    assertEquals(25, pixel.dilate(3, PadShape.DIAMOND).area());
    assertEquals(29, pixel.dilate(3, PadShape.DISC).area());
  }

  @Test
  void sizesMustAgree() {
    Mask small = Mask.empty(3, 2);
    assertThrows(IllegalArgumentException.class, () -> small.union(Mask.empty(2, 3)));
    assertThrows(IllegalArgumentException.class, () -> small.intersects(Mask.empty(3, 3)));
    assertThrows(IllegalArgumentException.class, () -> small.sum(new float[5]));
    assertThrows(IllegalArgumentException.class, () -> small.sum(new double[7]));
    assertThrows(IllegalArgumentException.class, () -> small.dilate(-1, PadShape.DISC));
    assertThrows(IllegalArgumentException.class, () -> new Mask.Builder(0, 1));
  }

  /** Random pixels; sparse, dense or full, so that empty and full words occur. */
  private static boolean[][] random(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double density = new double[] {0, 0.02, 0.5, 1}[random.nextInt(4)];
    boolean[][] pixels = new boolean[height][width];
    for (boolean[] row : pixels) {
      for (int x = 0; x < width; x++) {
        row[x] = random.nextDouble() < density;
      }
    }
    return pixels;
  }

  private static Mask mask(boolean[][] pixels) {
    return Mask.of(pixels[0].length, pixels.length, (x, y) -> pixels[y][x]);
  }
}
