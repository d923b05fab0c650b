/** Models that find boxes for texts, and those that make masks of boxes. */
package org.segmentattribution.segmentation.onnx.box;
