package org.segmentattribution.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;

/** Small random tables for tests. */
final class Tables {
  static final int HEIGHT = 9;
  static final int WIDTH = 13;
  private static final List<String> NAMES = List.of("eyes", "mane", "legs", "grass", "logo");

  private Tables() {}

  static ExplainedImage image(String id) {
    return TestRow.image(id, "zebra");
  }

  static Mask block(int x0, int y0, int width, int height) {
    return Mask.of(
        WIDTH, HEIGHT, (x, y) -> x >= x0 && x < x0 + width && y >= y0 && y < y0 + height);
  }

  /** Rectangles under some of the names; every name with {@code all}. */
  static List<Segment> segments(SplittableRandom random, boolean all) {
    List<Segment> segments = new ArrayList<>();
    for (String name : NAMES) {
      for (int i = random.nextInt(all ? 1 : 0, 3); i > 0; i--) {
        Mask mask =
            block(
                random.nextInt(10),
                random.nextInt(7),
                1 + random.nextInt(3),
                1 + random.nextInt(2));
        segments.add(new Segment(segments.size(), name, mask, random.nextDouble()));
      }
    }
    return segments;
  }

  static float[] map(SplittableRandom random) {
    float[] map = new float[HEIGHT * WIDTH];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) (random.nextDouble() - 0.5);
    }
    return map;
  }

  static SegmentAttributionTable table(
      String id, float[] map, List<Segment> segments, Duplicates duplicates) {
    TableOptions d = TableOptions.defaults();
    TableOptions options =
        new TableOptions(
            d.grid(), 1, d.shape(), duplicates, d.rankTies(), d.disjoint(), d.elsewhere());
    return SegmentAttributionTable.of(
        image(id),
        "lrp-z",
        map,
        HEIGHT,
        WIDTH,
        PreparedSegments.of(HEIGHT, WIDTH, segments, options));
  }

  static List<SegmentAttributionTable> random(
      long seed, int images, boolean all, Duplicates duplicates) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      tables.add(table("i" + i, map(random), segments(random, all), duplicates));
    }
    return tables;
  }
}
