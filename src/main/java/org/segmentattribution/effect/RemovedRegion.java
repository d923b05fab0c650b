package org.segmentattribution.effect;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Mask;
import org.segmentattribution.table.PreparedSegments;

/**
 * The pixels of a segment that are removed, on the model's grid.
 *
 * @param segment name of the segment
 * @param mask pixels to fill, at least one
 * @param leftOut share of the padded segment that belongs to smaller segments and stays, 0 to 1
 */
public record RemovedRegion(String segment, Mask mask, double leftOut) {
  /** A region that lacks more than this share of its segment says little about the segment. */
  public static final double MOST_LEFT_OUT = 1 / 3.0;

  /** The segment that is no thing of its own: what all others leave. */
  private static final String BACKGROUND = "background";

  /**
   * Returns the regions of an image's segments, in their order. A segment that contains another,
   * such as a sky with a watermark, would inherit its effect: so the padded masks of the smaller
   * segments are left out. A segment of which nothing is left has no region.
   *
   * @param nested whether whole padded masks are removed instead
   */
  public static List<RemovedRegion> of(PreparedSegments segments, boolean nested) {
    List<RemovedRegion> regions = new ArrayList<>();
    for (PreparedSegments.Item item : segments.items()) {
      Mask rest = item.padded();
      for (PreparedSegments.Item other : segments.items()) {
        rest = nested || other.size() >= item.size() ? rest : rest.minus(other.padded());
      }
      if (!rest.isEmpty()) {
        double left = 1 - (double) rest.area() / item.size();
        regions.add(new RemovedRegion(item.name(), rest, left));
      }
    }
    return regions;
  }

  /** Returns whether the region is what all other segments leave. */
  public boolean isBackground() {
    return segment.equals(BACKGROUND);
  }

  /**
   * Returns whether the region covers more than half of the frame, so no placebo fits beside it.
   */
  public boolean isOverHalf() {
    return 2L * mask.area() > (long) mask.width() * mask.height();
  }
}
