/**
 * Reads ONNX files: the graph, its nodes with their attributes, and the numbers of its tensors.
 * Nothing here knows layers. Start with {@link OnnxFile}, then {@link NodeReader}.
 */
package org.segmentattribution.model.onnx.file;
