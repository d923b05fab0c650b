package org.segmentattribution.effect;

import java.util.List;
import org.segmentattribution.api.Mask;

/**
 * The mask of a region at another place. Filling any part of a picture changes a logit; what a
 * segment does beyond its placebos is its excess.
 *
 * @param number 1 and up; 0 is the segment itself
 * @param mask as large as the region's
 * @param overlap share of its pixels that belong to the region itself, 0 to 1
 * @param onSegments share of its pixels that belong to any region but the background, 0 to 1
 */
public record Placebo(int number, Mask mask, double overlap, double onSegments) {

  /** Finds the placebos of a region. */
  @FunctionalInterface
  public interface Choice {
    /**
     * Returns the placebos of a region, none where no place fits.
     *
     * @param all regions of the image
     * @param image id of the image, from which random places are drawn
     */
    List<Placebo> of(RemovedRegion region, List<RemovedRegion> all, String image);
  }

  static Placebo at(int number, Mask mask, RemovedRegion region, List<RemovedRegion> all) {
    int[] hits = new int[2];
    mask.forEach(
        (x, y) -> {
          hits[0] += region.mask().contains(x, y) ? 1 : 0;
          hits[1] += onSegment(x, y, all) ? 1 : 0;
        });
    double area = mask.area();
    return new Placebo(number, mask, hits[0] / area, hits[1] / area);
  }

  private static boolean onSegment(int x, int y, List<RemovedRegion> all) {
    for (RemovedRegion region : all) {
      if (!region.isBackground() && region.mask().contains(x, y)) {
        return true;
      }
    }
    return false;
  }
}
