/** Models of fixed classes: classes of pixels, queries with masks, Ultralytics' heads. */
package org.segmentattribution.segmentation.onnx.fixed;
