package org.segmentattribution.effect;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Mask;

/**
 * The mask mirrored left to right (1), top to bottom (2) and both (3); those that overlap the
 * region by at most a tenth. A mark in one corner is so compared with the other corners. Masks that
 * are moved freely fall on the object in the middle and make its surroundings look unimportant.
 */
public record MirroredPlacebos() implements Placebo.Choice {
  @Override
  public List<Placebo> of(RemovedRegion region, List<RemovedRegion> all, String image) {
    List<Placebo> placebos = new ArrayList<>();
    if (region.isOverHalf()) {
      return placebos;
    }
    for (int number = 1; number <= 3; number++) {
      Placebo placebo = Placebo.at(number, mirrored(region.mask(), number), region, all);
      if (placebo.isBeside()) {
        placebos.add(placebo);
      }
    }
    return placebos;
  }

  private static Mask mirrored(Mask mask, int number) {
    int right = mask.width() - 1;
    int bottom = mask.height() - 1;
    return mask.sample(
        mask.width(),
        mask.height(),
        x -> (number & 1) == 0 ? x : right - x,
        y -> (number & 2) == 0 ? y : bottom - y);
  }
}
