/**
 * What experiments share that train a classifier for each trial: {@link
 * org.segmentattribution.experiment.trial.Holdout} divides the images, {@link
 * org.segmentattribution.experiment.trial.TrialClassifier} trains one and keeps its file.
 */
package org.segmentattribution.experiment.trial;
