package org.segmentattribution.table;

/**
 * What all rows of one image under one model share.
 *
 * @param imageId identity of the image within its data set
 * @param image its relative path
 * @param label its class, or empty
 * @param predicted the class with the largest logit
 * @param target the class whose logit was explained
 * @param confidence softmax probability of the predicted class, 0 to 1
 * @param model name of the classifier
 */
public record ExplainedImage(
    String imageId,
    String image,
    String label,
    String predicted,
    String target,
    double confidence,
    String model) {}
