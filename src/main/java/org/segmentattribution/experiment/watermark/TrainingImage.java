package org.segmentattribution.experiment.watermark;

import org.segmentattribution.api.RgbImage;

/**
 * A training image of the watermark experiment, on the network's grid.
 *
 * @param id of the image
 * @param clean the image without a watermark
 * @param marked the image with its watermark; null if its class is never marked
 * @param label class index
 */
record TrainingImage(String id, RgbImage clean, RgbImage marked, int label) {}
