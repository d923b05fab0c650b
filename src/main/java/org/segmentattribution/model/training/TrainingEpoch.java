package org.segmentattribution.model.training;

/**
 * The results of one epoch of training.
 *
 * @param number from 1
 * @param trainingLoss mean cross entropy over the epoch's steps, in nats
 * @param validationLoss mean cross entropy after the epoch; NaN without validation images
 * @param validationAccuracy share of validation images classified rightly; NaN without any
 */
public record TrainingEpoch(
    int number, double trainingLoss, double validationLoss, double validationAccuracy) {}
