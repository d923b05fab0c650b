/** Classifiers as graphs of layers on DJL's PyTorch engine: import, training, export as ONNX. */
package org.segmentattribution.model;
