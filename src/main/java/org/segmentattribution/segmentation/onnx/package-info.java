/**
 * Masks from ONNX models that run on this machine. {@link OnnxSegmenter} is the segmenter; {@link
 * OnnxContract} infers the type of a model from its inputs and outputs, and one class for each
 * family, such as {@code ClipSeg} or {@code Sam3}, runs it.
 */
package org.segmentattribution.segmentation.onnx;
