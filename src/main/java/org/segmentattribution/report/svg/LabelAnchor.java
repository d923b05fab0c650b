package org.segmentattribution.report.svg;

import java.util.List;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Position;

/**
 * The place in a picture for the name of a segment.
 *
 * @param x column of the mask's grid
 * @param y row of the mask's grid
 */
public record LabelAnchor(double x, double y) {
  /** Returns a place above a small segment, which its name would hide, or inside a large one. */
  public static LabelAnchor of(Mask mask, List<NamedMask> all) {
    Position.Moments moments = Position.Moments.of(mask);
    double x = (double) moments.sumX() / moments.area() + 0.5;
    double y = (double) moments.sumY() / moments.area() + 0.5;
    double radius = Math.sqrt(moments.area() / Math.PI);
    if (radius < 0.1 * mask.width()) {
      return new LabelAnchor(x, y - radius - 0.035 * mask.width());
    }
    if (free(mask, all, (int) x, (int) y)) {
      return new LabelAnchor(x, y);
    }
    // for example a background around things: a corner marks it better than the middle
    int right = mask.width() - 1;
    int low = mask.height() - 1;
    for (int[] corner : new int[][] {{0, low}, {right, low}, {0, 0}, {right, 0}}) {
      if (free(mask, all, corner[0], corner[1])) {
        return new LabelAnchor(corner[0], corner[1]);
      }
    }
    return new LabelAnchor(x, y);
  }

  /** Returns whether this mask, and no smaller one, contains the pixel. */
  private static boolean free(Mask mask, List<NamedMask> all, int x, int y) {
    return mask.contains(x, y)
        && all.stream()
            .map(NamedMask::mask)
            .noneMatch(m -> m.contains(x, y) && m.area() < mask.area());
  }
}
