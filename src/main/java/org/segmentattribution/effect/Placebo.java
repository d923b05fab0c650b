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

  /** A placebo that shares more with its region than this measures the region again. */
  private static final double MOST_OVERLAP = 0.1;

  /** Returns whether the placebo hardly overlaps its region. */
  boolean isBeside() {
    return overlap <= MOST_OVERLAP;
  }

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
    Mask segments = Mask.empty(mask.width(), mask.height());
    for (RemovedRegion one : all) {
      segments = one.isBackground() ? segments : segments.union(one.mask());
    }
    return new Placebo(number, mask, share(mask, region.mask()), share(mask, segments));
  }

  private static double share(Mask mask, Mask of) {
    int shared = mask.area() - mask.minus(of).area();
    return (double) shared / mask.area();
  }
}
