package org.segmentattribution.suspect;

import java.util.SplittableRandom;
import org.segmentattribution.api.Mask;

/** Moves regions to random places. */
final class RandomPlace {
  private static final int TRIES = 40;

  /** Part of a moved region that may lie outside the part of the image. */
  private static final double BESIDE = 0.2;

  private RandomPlace() {}

  /**
   * Returns a region of the same shape and weights somewhere in a part of the image; null where no
   * place was found.
   */
  static WeightedRegion of(WeightedRegion weighted, Mask part, SplittableRandom random) {
    Mask region = weighted.mask();
    RegionBox box = RegionBox.of(region);
    int area = region.area();
    for (int i = 0; i < TRIES; i++) {
      int dx = random.nextInt(region.width() - box.width() + 1) - box.x();
      int dy = random.nextInt(region.height() - box.height() + 1) - box.y();
      Mask.Builder builder = new Mask.Builder(region.width(), region.height());
      region.forEachRun((from, to, y) -> builder.addRun(from + dx, to + dx, y + dy));
      Mask moved = builder.build();
      if (moved.minus(part).area() <= BESIDE * area) {
        return new WeightedRegion(moved, weighted.weights());
      }
    }
    return null;
  }
}
