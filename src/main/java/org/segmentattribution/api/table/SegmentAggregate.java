package org.segmentattribution.api.table;

/**
 * The aggregate of one segment over the images of one class under one method; one row of {@code
 * aggregate.csv}. NaN means "no value". Definitions: Hinns and Martens, "Aggregating Local Saliency
 * Maps for Semi-Global Explainable Image Classification".
 *
 * @param method name of the saliency method
 * @param className class of the images; empty where they have none
 * @param segment name of the segment
 * @param counts numbers of images behind the means
 * @param relative means over the images in which the segment occurs
 * @param absolute means over all images with a table; where the segment is missing, attribution
 *     counts as 0 and rank as the number of rows + 1
 * @param spread spread over images
 */
public record SegmentAggregate(
    String method,
    String className,
    String segment,
    Counts counts,
    Means relative,
    Means absolute,
    Spread spread) {

  /**
   * Numbers of images.
   *
   * @param images images in which the segment occurs
   * @param tables images with at least one row, of any segment
   * @param singles images whose table has only one segment; its rank is 1 by definition, so these
   *     images are left out of all ranks
   */
  public record Counts(int images, int tables, int singles) {}

  /**
   * Means over images.
   *
   * @param attribution mean of {@code mean_attribution}
   * @param rank mean of {@code rank}, 1 = the strongest segment
   */
  public record Means(double attribution, double rank) {}

  /**
   * Spread over images.
   *
   * @param rankLow lower end of the 95 % bootstrap interval of the relative mean rank; NaN for
   *     fewer than five images
   * @param rankHigh upper end; NaN for fewer than five images
   * @param topShare share of the images with the segment in which it has the smallest rank, 0 to 1;
   *     NaN for fewer than five images
   * @param forShare share of the images with the segment in which it speaks for the class, 0 to 1
   * @param direction {@code for}, {@code against} or {@code mixed}; empty where the segment occurs
   *     nowhere
   */
  public record Spread(
      double rankLow, double rankHigh, double topShare, double forShare, String direction) {}
}
