package org.segmentattribution.suspect;

import java.util.Arrays;
import org.segmentattribution.api.Mask;

/**
 * A region whose pixels count by the attribution that is on them: what attribution lies on says
 * what the region shows, not the pixels between.
 *
 * @param mask the region on the model's grid
 * @param weights a value above 0 for each pixel, in the order of {@link Mask#forEach}
 */
public record WeightedRegion(Mask mask, double[] weights) {
  /** Gets each pixel. */
  public interface Visitor {
    /** Visits a pixel of a weight. */
    void visit(int x, int y, double weight);
  }

  /** Returns a region whose pixels count alike. */
  public static WeightedRegion even(Mask mask) {
    double[] weights = new double[mask.area()];
    Arrays.fill(weights, 1);
    return new WeightedRegion(mask, weights);
  }

  /**
   * Returns a region whose pixels count by the values of a map.
   *
   * @param map values on the region's grid, above 0 in the region
   */
  static WeightedRegion of(Mask mask, float[] map) {
    double[] weights = new double[mask.area()];
    int[] next = {0};
    mask.forEach((x, y) -> weights[next[0]++] = map[y * mask.width() + x]);
    return new WeightedRegion(mask, weights);
  }

  /** Visits all pixels. */
  public void forEach(Visitor visitor) {
    int[] next = {0};
    mask.forEach((x, y) -> visitor.visit(x, y, weights[next[0]++]));
  }
}
