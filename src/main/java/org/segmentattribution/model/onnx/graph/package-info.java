/**
 * Builds the graph of layers of an ONNX file, with a shape for each value. Nothing here knows an
 * operator. Start with {@link GraphBuilder}; {@link Activation} is a value that depends on the
 * image.
 */
package org.segmentattribution.model.onnx.graph;
