package org.segmentattribution.report.page;

import java.util.List;

/**
 * The model, methods and images of an explained data set.
 *
 * @param model name of the classifier
 * @param methods saliency methods; the first is described in full
 * @param images number of images with a table
 * @param skipped number of images that could not be read, segmented or explained
 * @param correct share of the images for which the model predicts the label, 0 to 1; NaN without
 *     labels
 * @param byClass counts for each label that is a class of the model
 */
public record ExplainOverview(
    String model,
    List<String> methods,
    int images,
    int skipped,
    double correct,
    List<OfClass> byClass) {

  /** Makes an overview without counts for single classes. */
  public ExplainOverview(
      String model, List<String> methods, int images, int skipped, double correct) {
    this(model, methods, images, skipped, correct, List.of());
  }

  /**
   * Counts for one label.
   *
   * @param label a class of the model
   * @param images number of images with this label
   * @param correct number of those for which the model predicts it
   */
  public record OfClass(String label, int images, int correct) {}
}
