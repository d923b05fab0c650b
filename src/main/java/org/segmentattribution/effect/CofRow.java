package org.segmentattribution.effect;

/**
 * How often a segment is in the counterfactuals of a class: a row of {@code cof.csv}.
 *
 * @param className the class; {@link EffectSummaries#ALL} for all images
 * @param segment name of the segment
 * @param present images of the class that have it
 * @param alone images in which its removal alone changes the prediction
 * @param counterfactuals images whose counterfactual holds it
 */
public record CofRow(
    String className, String segment, int present, int alone, int counterfactuals) {}
