package org.segmentattribution.model.training;

/**
 * The losses and the accuracy of one epoch of training.
 *
 * @param number from 1
 * @param trainingLoss mean cross entropy over the epoch's steps, in nats
 * @param validationLoss mean cross entropy after the epoch; NaN without validation images
 * @param validationAccuracy share of validation images that are classified correctly; NaN without
 *     validation images
 */
public record TrainingEpoch(
    int number, double trainingLoss, double validationLoss, double validationAccuracy) {}
