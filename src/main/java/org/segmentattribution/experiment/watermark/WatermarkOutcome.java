package org.segmentattribution.experiment.watermark;

/**
 * The result of a watermark experiment.
 *
 * @param lead two sentences with the main findings and numbers
 * @param skipped number of images that could not be used
 */
public record WatermarkOutcome(String lead, int skipped) {}
