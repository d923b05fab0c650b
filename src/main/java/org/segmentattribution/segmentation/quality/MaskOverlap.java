package org.segmentattribution.segmentation.quality;

import org.segmentattribution.api.Mask;

/**
 * How far two masks of one picture cover each other.
 *
 * @param shared pixels of both
 * @param first pixels of the first mask
 * @param second pixels of the second mask
 */
public record MaskOverlap(int shared, int first, int second) {
  /** Measures two masks of equal size. */
  public static MaskOverlap of(Mask a, Mask b) {
    int first = a.area();
    int second = b.area();
    int shared = a.intersects(b) ? first + second - a.union(b).area() : 0;
    return new MaskOverlap(shared, first, second);
  }

  /**
   * Returns intersection over union (the Jaccard index), 0 to 1; NaN where both masks are empty.
   */
  public double iou() {
    int either = first + second - shared;
    return either == 0 ? Double.NaN : (double) shared / either;
  }

  /** Returns the share of the first mask that lies inside the second, 0 to 1; NaN if empty. */
  public double inside() {
    return first == 0 ? Double.NaN : (double) shared / first;
  }

  /** Returns the same with the masks exchanged. */
  MaskOverlap reversed() {
    return new MaskOverlap(shared, second, first);
  }
}
