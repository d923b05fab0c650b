/**
 * Masks from ONNX models that run here. {@link OnnxSegmenter} is the segmenter; {@link
 * OnnxContract} tells a model's type from its inputs and outputs, and one class a family, such as
 * {@link ClipSeg} or {@link Sam3}, asks it.
 */
package org.segmentattribution.segmentation.onnx;
