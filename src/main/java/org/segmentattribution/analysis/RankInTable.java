package org.segmentattribution.analysis;

import java.util.Comparator;
import org.segmentattribution.api.SegmentNames;

/**
 * The rank of a segment in the table of one image and explained class.
 *
 * @param imageId id of the image
 * @param target the explained class
 * @param rank rank in the table, 1 = most attribution per pixel
 * @param of number of rows of the table
 * @param share share of the sum of the table's mean attributions, 0 to 1; 0 where the sum is 0
 */
public record RankInTable(String imageId, String target, double rank, int of, double share) {
  /**
   * Orders by importance, largest first: by place in the table (first 0, last 1; a segment alone
   * 0.5, which says nothing), then by larger share, then by names of image and class.
   */
  static final Comparator<RankInTable> MOST_FIRST =
      Comparator.comparingDouble(RankInTable::place)
          .thenComparing(Comparator.comparingDouble(RankInTable::share).reversed())
          .thenComparing(RankInTable::imageId, SegmentNames.BY_CODE_POINT)
          .thenComparing(RankInTable::target, SegmentNames.BY_CODE_POINT);

  /** Identifies the table: an image has several where several of its classes are explained. */
  public String table() {
    return table(imageId, target);
  }

  public static String table(String imageId, String target) {
    return imageId + '\0' + target;
  }

  private double place() {
    return of == 1 ? 0.5 : (rank - 1) / (of - 1);
  }
}
