/**
 * Which saliency method, and which column of its tables, predicts what the removal of a segment
 * does.
 *
 * <p>Start with {@link org.segmentattribution.rating.SingleDeletion}, the score of one column in
 * one image, and {@link org.segmentattribution.rating.Rating}, which makes the rows of {@code
 * rating.csv} and chooses. Nothing here knows tensors: {@code command.rate} runs the classifier.
 */
package org.segmentattribution.rating;
