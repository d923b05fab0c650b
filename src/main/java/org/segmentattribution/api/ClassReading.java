package org.segmentattribution.api;

/**
 * What the rows of one table say of classes, beside their names.
 *
 * @param explainedIndex index of the class whose logit was explained, its identity; -1 where that
 *     is not known, as in rows of earlier versions
 * @param explainedConfidence probability that the model's head gives that class, 0 to 1; NaN
 *     likewise
 * @param className what rows are grouped by: the label, or, where an image has a table for each of
 *     several classes, the class explained
 * @param correct whether the model gives the image its label; null where the label is none of the
 *     model's classes, or that is not known
 */
public record ClassReading(
    int explainedIndex, double explainedConfidence, String className, Boolean correct) {

  /** Where nothing is known but the label. */
  static ClassReading of(String label) {
    return new ClassReading(-1, Double.NaN, label, null);
  }
}
