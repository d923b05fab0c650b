package org.segmentattribution.api.table;

/**
 * The aggregate of one segment over the images of one class under one method: what a row of {@code
 * aggregate.csv} holds. NaN means "no value". Definitions: Hinns and Martens, "Aggregating Local
 * Saliency Maps for Semi-Global Explainable Image Classification".
 *
 * @param method name of the saliency method
 * @param className class of the images; empty where they have none
 * @param segment its name
 * @param counts images behind the means
 * @param relative means over the images in which the segment occurs
 * @param absolute means over all images with a table; where the segment is missing, its attribution
 *     is 0 and its rank the number of rows + 1
 * @param spread how sure the means are
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
   * @param images in which the segment occurs
   * @param tables with at least one row, in which it occurs or not
   * @param singles those of them whose table has one segment: its rank is 1 by definition, so they
   *     are left out of all ranks
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
   * @param rankLow lower end of the 95 % bootstrap interval of the relative mean rank; NaN under
   *     five images
   * @param rankHigh upper end
   * @param topShare share of the images with the segment in which it has the smallest rank, 0 to 1;
   *     NaN under five images
   * @param forShare share of the images with the segment in which it speaks for the class, 0 to 1
   * @param direction {@code for}, {@code against} or {@code mixed}; empty where the segment occurs
   *     nowhere
   */
  public record Spread(
      double rankLow, double rankHigh, double topShare, double forShare, String direction) {}
}
