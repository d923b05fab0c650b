package org.segmentattribution.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.SegmentAttribution;

class ShiftShareTest {
  private static final ExplainedImage IMAGE = TestRow.image("i", "c");

  /** Moves the map pixel by pixel, as the definition says. */
  private static double literal(double[] map, int height, int width, Mask mask) {
    double observed = Math.abs(mask.sum(map));
    int shifts = 0;
    int reached = 0;
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        int down = i * height / 8;
        int right = j * width / 8;
        if (down == 0 && right == 0) {
          continue;
        }
        double[] moved = new double[map.length];
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            moved[y * width + x] = map[(y + down) % height * width + (x + right) % width];
          }
        }
        shifts++;
        reached += Math.abs(mask.sum(moved)) >= observed ? 1 : 0;
      }
    }
    return (double) reached / shifts;
  }

  @Test
  void isWhatTheDefinitionSays() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      int height = 1 + random.nextInt(40);
      int width = 9 + random.nextInt(150);
      // small whole numbers: equal sums are common, and exact
      double[] map = random.ints((long) height * width, -3, 4).asDoubleStream().toArray();
      double density = random.nextDouble();
      Mask mask = Mask.of(width, height, (x, y) -> random.nextDouble() < density);
      assertEquals(
          literal(map, height, width, mask),
          new ShiftShare(height, width, i -> map[i]).of(mask),
          round + ": " + height + "x" + width);
    }
  }

  @Test
  void aUniformMapIsReachedEverywhere() {
    double[] map = new double[30 * 50];
    Arrays.fill(map, 0.1);
    Mask mask = Mask.of(50, 30, (x, y) -> (x - 20) * (x - 20) + (y - 15) * (y - 15) < 60);
    assertEquals(1, new ShiftShare(30, 50, i -> map[i]).of(mask));
    assertEquals(Double.NaN, new ShiftShare(1, 1, i -> 3).of(Mask.of(1, 1, (x, y) -> true)));
  }

  /** What it is for: in noise a small segment has a high rank, but half of the shifts. */
  @Test
  void sizeNoLongerDecides() {
    SplittableRandom random = new SplittableRandom(6);
    int side = 64;
    Mask small = Mask.of(side, side, (x, y) -> x >= 10 && x < 14 && y >= 10 && y < 14);
    Mask large = Mask.of(side, side, (x, y) -> x >= 20 && y >= 20);
    PreparedSegments segments =
        PreparedSegments.of(
            side,
            side,
            List.of(new Segment(0, "small", small, 1), new Segment(1, "large", large, 1)),
            TableOptions.defaults().withPadding(0));
    double rank = 0;
    double calibrated = 0;
    double share = 0;
    int images = 200;
    for (int i = 0; i < images; i++) {
      double[] noise = random.doubles((long) side * side, -1, 1).toArray();
      SegmentAttribution row =
          SegmentAttributionTable.of(IMAGE, "noise", noise, side, side, segments).rows().get(0);
      rank += row.rank() / images;
      calibrated += row.scores().calibratedRank() / images;
      share += row.shiftShare() / images;
    }
    assertTrue(rank < 1.1, "rank " + rank);
    assertEquals(1.5, calibrated, 0.1);
    assertEquals(0.5, share, 0.06);
  }

  @Test
  void calibratedRanksGoByShareThenAttribution() {
    int side = 16;
    double[] map = new double[side * side];
    map[0] = 8;
    map[5] = 4;
    List<Segment> all =
        List.of(
            new Segment(0, "pixel", Mask.of(side, side, (x, y) -> x == 5 && y == 0), 1),
            new Segment(1, "peak", Mask.of(side, side, (x, y) -> x == 0 && y == 0), 1),
            new Segment(2, "nothing", Mask.of(side, side, (x, y) -> y == 9), 1),
            new Segment(3, "nothing else", Mask.of(side, side, (x, y) -> y == 11), 1));
    List<SegmentAttribution> rows =
        SegmentAttributionTable.of(
                IMAGE,
                "m",
                map,
                side,
                side,
                PreparedSegments.of(side, side, all, TableOptions.defaults().withPadding(0)))
            .rows();
    assertEquals(0, rows.get(1).shiftShare());
    assertEquals(
        List.of(2.0, 1.0, 3.5, 3.5),
        rows.stream().map(row -> row.scores().calibratedRank()).toList());
  }
}
