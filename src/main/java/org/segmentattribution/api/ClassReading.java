package org.segmentattribution.api;

/**
 * Says what one table knows about classes: the predicted class, the explained class, and the class
 * that rows are grouped by.
 *
 * @param predicted the class with the largest logit
 * @param target the class whose logit was explained
 * @param confidence probability of the predicted class by the model's head, 0 to 1
 * @param explainedIndex index of the explained class, which identifies it; -1 where it is unknown,
 *     as in rows of earlier versions
 * @param explainedConfidence probability that the model's head gives the explained class, 0 to 1;
 *     NaN where it is unknown
 * @param className class that rows are grouped by: the label, or the explained class where an image
 *     has a table for each of several classes
 * @param correct whether the model predicts the label; null where the label is no class of the
 *     model, or where this is unknown
 */
public record ClassReading(
    String predicted,
    String target,
    double confidence,
    int explainedIndex,
    double explainedConfidence,
    String className,
    Boolean correct) {}
