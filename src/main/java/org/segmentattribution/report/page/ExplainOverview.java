package org.segmentattribution.report.page;

import java.util.List;

/**
 * What was explained.
 *
 * @param model name of the classifier
 * @param methods saliency methods, the first one first
 * @param images that have a table
 * @param skipped images that could not be read, segmented or explained
 * @param correct share of the images to which the model gives their label, 0 to 1; NaN without
 *     labels
 * @param byClass the same of each label that is a class of the model
 */
public record ExplainOverview(
    String model,
    List<String> methods,
    int images,
    int skipped,
    double correct,
    List<OfClass> byClass) {

  /** Without the classes one by one. */
  public ExplainOverview(
      String model, List<String> methods, int images, int skipped, double correct) {
    this(model, methods, images, skipped, correct, List.of());
  }

  /**
   * Images of one label.
   *
   * @param label a class of the model
   * @param images that have it
   * @param correct those to which the model gives it
   */
  public record OfClass(String label, int images, int correct) {}
}
