package org.segmentattribution.model.training;

import org.segmentattribution.api.RgbImage;

/**
 * A training image with its class.
 *
 * @param grid the picture on the grid of the network's input
 * @param label class index
 */
public record LabelledImage(RgbImage grid, int label) {}
