package org.segmentattribution.table.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.Segment;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TableOptions;
import org.segmentattribution.table.TestRow;

/**
 * {@code scripts/bench table}: tables a second on one core, for a map of 224x224 and twelve masks,
 * beside the floor: reading the map and the masks' bits once. Medians after a warm-up.
 */
final class TableSpeed {
  private static final int SIDE = 224;
  private static final int MASKS = 12;
  private static final int WARM_UP = 3000;
  private static final int ROUNDS = 2001;

  private TableSpeed() {}

  /** Prints a line a step. */
  public static void main(String[] args) {
    SplittableRandom random = new SplittableRandom(1);
    List<Segment> segments = new ArrayList<>();
    for (int k = 0; k < MASKS; k++) {
      double x0 = random.nextDouble() * SIDE;
      double y0 = random.nextDouble() * SIDE;
      double radius = 10 + random.nextDouble() * 50;
      Mask mask = Mask.of(SIDE, SIDE, (x, y) -> Math.hypot(x - x0, y - y0) < radius);
      segments.add(new Segment(k, "segment " + k, mask, 1));
    }
    float[] map = new float[SIDE * SIDE];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) random.nextGaussian();
    }
    ExplainedImage image = TestRow.image("i", "c");
    PreparedSegments ready = PreparedSegments.of(SIDE, SIDE, segments, TableOptions.defaults());
    long covered = ready.items().stream().mapToLong(PreparedSegments.Item::size).sum();
    double[] sink = {0};
    print(
        "masks merged, placed and padded, once an image",
        () ->
            sink[0] +=
                PreparedSegments.of(SIDE, SIDE, segments, TableOptions.defaults()).items().size());
    print(
        "a table without calibration",
        () -> {
          for (PreparedSegments.Item item : ready.items()) {
            sink[0] += item.padded().sum(map);
          }
        });
    print(
        "a table, with shift shares",
        () ->
            sink[0] +=
                SegmentAttributionTable.of(image, "m", map, SIDE, SIDE, ready).rows().size());
    print(
        "floor: the map read once",
        () -> {
          double sum = 0;
          for (float value : map) {
            sum += value;
          }
          sink[0] += sum;
        });
    System.out.printf(
        Locale.ROOT,
        "the masks cover %d pixels, %.2f times the map%n",
        covered,
        (double) covered / map.length);
  }

  private static void print(String what, Runnable step) {
    double[] times = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      step.run();
      if (round >= 0) {
        times[round] = (System.nanoTime() - start) / 1e3;
      }
    }
    Arrays.sort(times);
    double median = times[ROUNDS / 2];
    System.out.printf(Locale.ROOT, "%-48s %8.1f us %9.0f a second%n", what, median, 1e6 / median);
  }
}
