package org.segmentattribution.experiment.watermark;

import org.segmentattribution.api.RgbImage;

/**
 * A training image of the watermark experiment, on the network's grid.
 *
 * @param id of the image
 * @param clean as it is
 * @param marked with its watermark; null where the class is never marked
 * @param label class index
 */
record TrainingImage(String id, RgbImage clean, RgbImage marked, int label) {}
