/** Models that make masks for texts. */
package org.segmentattribution.segmentation.onnx.text;
