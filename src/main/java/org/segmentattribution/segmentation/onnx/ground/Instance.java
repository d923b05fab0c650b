package org.segmentattribution.segmentation.onnx.ground;

import org.segmentattribution.api.Mask;

/**
 * One thing that a model found.
 *
 * @param wanted index of what was asked for
 * @param score the model's confidence, 0 to 1; 1 where it has none
 * @param mask on the image's own pixels
 */
public record Instance(int wanted, double score, Mask mask) {}
