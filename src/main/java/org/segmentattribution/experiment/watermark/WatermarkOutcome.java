package org.segmentattribution.experiment.watermark;

/**
 * What a watermark experiment came to.
 *
 * @param lead what was found, in two sentences with the numbers that matter
 * @param skipped images that could not be used
 */
public record WatermarkOutcome(String lead, int skipped) {}
