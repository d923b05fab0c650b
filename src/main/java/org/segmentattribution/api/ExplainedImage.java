package org.segmentattribution.api;

/**
 * What all rows of one image and one explained class have in common under one model.
 *
 * @param imageId identity of the image within its data set
 * @param image its relative path
 * @param label its class, or empty
 * @param predicted the class with the largest logit
 * @param target the class whose logit was explained
 * @param confidence probability of the predicted class by the model's head, 0 to 1
 * @param model name of the classifier
 * @param reading the explained class by index, and what the model made of the label
 */
public record ExplainedImage(
    String imageId,
    String image,
    String label,
    String predicted,
    String target,
    double confidence,
    String model,
    ClassReading reading) {

  /** An image of which no more is known of classes than their names. */
  public ExplainedImage(
      String imageId,
      String image,
      String label,
      String predicted,
      String target,
      double confidence,
      String model) {
    this(imageId, image, label, predicted, target, confidence, model, ClassReading.of(label));
  }
}
