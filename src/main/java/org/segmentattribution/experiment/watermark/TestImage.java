package org.segmentattribution.experiment.watermark;

import org.segmentattribution.api.RgbImage;
import org.segmentattribution.pipeline.PreparedImage;

/**
 * A test image of the watermark experiment.
 *
 * @param clean its pixels on the grid as they are
 * @param shown the image of the watermarked test set with its segments: with a watermark where the
 *     class is the marked one, else the same as {@code clean}
 * @param exact the same with exact masks, to compare with; null where there are none
 * @param label class index
 */
record TestImage(RgbImage clean, PreparedImage shown, PreparedImage exact, int label) {}
