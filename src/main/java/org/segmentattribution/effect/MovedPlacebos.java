package org.segmentattribution.effect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.api.Mask;

/**
 * The mask moved to random places inside the frame. Of several places that are drawn, those are
 * taken that lie least on the segments, the first drawn among equals; those that overlap the region
 * by more than a tenth never are, so there may be fewer.
 *
 * @param count placebos of a region
 * @param seed of the places; each image and segment has a stream of its own
 */
public record MovedPlacebos(int count, long seed) implements Placebo.Choice {
  /** Places drawn for each that is taken. */
  private static final int DRAWS = 16;

  @Override
  public List<Placebo> of(RemovedRegion region, List<RemovedRegion> all, String image) {
    if (region.isOverHalf()) {
      return List.of();
    }
    Box box = Box.of(region.mask());
    SplittableRandom random = RegionSeed.random(seed, image, region.segment());
    List<Placebo> drawn = new ArrayList<>();
    for (int k = 0; k < count * DRAWS; k++) {
      int right = random.nextInt(-box.left, region.mask().width() - box.right);
      int down = random.nextInt(-box.top, region.mask().height() - box.bottom);
      Mask.Builder moved = new Mask.Builder(region.mask().width(), region.mask().height());
      region.mask().forEachRun((from, to, y) -> moved.addRun(from + right, to + right, y + down));
      drawn.add(Placebo.at(0, moved.build(), region, all));
    }
    drawn.sort(
        Comparator.comparingDouble(Placebo::overlap).thenComparingDouble(Placebo::onSegments));
    List<Placebo> taken = new ArrayList<>();
    for (int k = 0; k < count && drawn.get(k).isBeside(); k++) {
      Placebo place = drawn.get(k);
      taken.add(new Placebo(k + 1, place.mask(), place.overlap(), place.onSegments()));
    }
    return taken;
  }

  /** The smallest box around a mask; right and bottom are its last column and row. */
  private record Box(int left, int top, int right, int bottom) {
    static Box of(Mask mask) {
      int[] box = {mask.width(), mask.height(), 0, 0};
      mask.forEachRun(
          (from, to, y) -> {
            box[0] = Math.min(box[0], from);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], to - 1);
            box[3] = Math.max(box[3], y);
          });
      return new Box(box[0], box[1], box[2], box[3]);
    }
  }
}
