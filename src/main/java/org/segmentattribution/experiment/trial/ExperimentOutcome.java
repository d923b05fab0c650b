package org.segmentattribution.experiment.trial;

/**
 * The result of an experiment that trains its own classifiers.
 *
 * @param lead two sentences with the main findings and numbers
 * @param skipped number of images that could not be used
 */
public record ExperimentOutcome(String lead, int skipped) {}
