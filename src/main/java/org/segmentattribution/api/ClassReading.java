package org.segmentattribution.api;

/**
 * What one table says about classes: the one that the model predicts, the one that is explained,
 * and the one that rows are grouped by.
 *
 * @param predicted the class with the largest logit
 * @param target the class whose logit was explained
 * @param confidence probability of the predicted class by the model's head, 0 to 1
 * @param explainedIndex index of the explained class, which identifies it; -1 where it is not
 *     known, as in rows of earlier versions
 * @param explainedConfidence probability that the model's head gives the explained class, 0 to 1;
 *     NaN where it is not known
 * @param className what rows are grouped by: the label, or, where an image has a table for each of
 *     several classes, the class explained
 * @param correct whether the model gives the image its label; null where the label is no class of
 *     the model, or that is not known
 */
public record ClassReading(
    String predicted,
    String target,
    double confidence,
    int explainedIndex,
    double explainedConfidence,
    String className,
    Boolean correct) {}
