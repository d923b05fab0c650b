package org.segmentattribution.effect;

import org.segmentattribution.statistics.Estimate;

/**
 * How many images are classified rightly before and after a segment is swapped: a row of {@code
 * swaps-summary.csv}.
 *
 * @param segment name of the segment
 * @param className label of the images; {@link EffectSummaries#ALL} for all
 * @param kind {@code filled}, {@code pasted}, or {@code swapped} for both together
 * @param images number of images
 * @param accuracy of the images themselves and of the swapped ones
 * @param toSource share of the pasted images that are taken for the class that the segment comes
 *     from; NaN without pasted images
 */
public record SwapSummary(
    String segment, String className, String kind, int images, Accuracy accuracy, double toSource) {

  /**
   * Accuracies, 0 to 1.
   *
   * @param before of the images themselves
   * @param after of the swapped images; an image filled in several ways counts once, by their mean
   * @param drop mean of before minus after, with its interval over images
   * @param p of a sign-flip permutation test over images
   */
  public record Accuracy(double before, double after, Estimate drop, double p) {}
}
