/**
 * What the removal of a segment does to a classifier's answer: regions to remove, placebos to
 * compare them with, and the tables of effects.
 *
 * <p>Start with {@link org.segmentattribution.effect.SegmentEffect}, a row of {@code effects.csv},
 * and {@link org.segmentattribution.effect.EffectSummary}, which tests the rows of a class. Nothing
 * here knows tensors: {@code saliency.removal} fills regions, {@code command.ablate} runs the
 * classifier.
 */
package org.segmentattribution.effect;
