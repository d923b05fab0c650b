package org.segmentattribution.segmentation.onnx.ground;

/**
 * A segment that a model is asked for in each image.
 *
 * @param text a phrase, for models that take text
 * @param classIndex the model's class, for models with fixed classes; otherwise -1
 * @param threshold least score, 0 to 1; its meaning depends on the model
 */
public record WantedSegment(String text, int classIndex, double threshold) {}
