package org.segmentattribution.experiment;

import java.util.Comparator;
import org.segmentattribution.image.SegmentNames;

/**
 * Where a segment stands in the table of one image.
 *
 * @param imageId of the image
 * @param rank in the table, 1 = most attribution per pixel
 * @param of rows of the table
 * @param share of the table's summed mean attribution, 0 to 1; 0 where the sum is 0
 */
record Standing(String imageId, double rank, int of, double share) {
  /**
   * Mattered most first: the place in the table (first 0, last 1, alone 0.5, which says nothing),
   * then the larger share, then the name of the image.
   */
  static final Comparator<Standing> MOST_FIRST =
      Comparator.comparingDouble(Standing::place)
          .thenComparing(Comparator.comparingDouble(Standing::share).reversed())
          .thenComparing(Standing::imageId, SegmentNames.BY_CODE_POINT);

  private double place() {
    return of == 1 ? 0.5 : (rank - 1) / (of - 1);
  }
}
