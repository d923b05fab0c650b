/**
 * What all families share: the files of a model, its picture as a tensor, planes and boxes on the
 * image's grid.
 */
package org.segmentattribution.segmentation.onnx.ground;
