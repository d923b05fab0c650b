package org.segmentattribution.experiment.watermark;

import org.segmentattribution.api.RgbImage;
import org.segmentattribution.pipeline.PreparedImage;

/**
 * A test image of the watermark experiment.
 *
 * @param clean its pixels on the network's grid, without a watermark
 * @param shown the image in the watermarked test set, with its segments: with a watermark if its
 *     class is the marked one, otherwise equal to {@code clean}
 * @param exact like {@code shown} with exact masks, for comparison; null if there are none
 * @param label class index
 */
record TestImage(RgbImage clean, PreparedImage shown, PreparedImage exact, int label) {}
