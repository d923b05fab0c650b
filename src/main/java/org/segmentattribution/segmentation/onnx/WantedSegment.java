package org.segmentattribution.segmentation.onnx;

/**
 * What a model is asked for once an image.
 *
 * @param text a phrase, for models that take text
 * @param classIndex the model's class, for models with fixed classes; -1 else
 * @param threshold 0 to 1; what it is compared with is the model's
 */
record WantedSegment(String text, int classIndex, double threshold) {}
