package org.segmentattribution.api;

/**
 * Holds what all rows of one image and one explained class share under one model.
 *
 * @param imageId identifies the image within its data set
 * @param path path of the image, relative to the data set
 * @param label class of the image, or empty
 * @param model name of the classifier
 * @param reading the predicted, the explained and the grouping class
 */
public record ExplainedImage(
    String imageId, String path, String label, String model, ClassReading reading) {

  /** {@return the class with the largest logit} */
  public String predicted() {
    return reading.predicted();
  }

  /** {@return the class whose logit was explained} */
  public String target() {
    return reading.target();
  }

  /** {@return probability of the predicted class, 0 to 1} */
  public double confidence() {
    return reading.confidence();
  }
}
