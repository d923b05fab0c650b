/** Writes a network as an ONNX file with its declaration. Start with {@link OnnxWriter}. */
package org.segmentattribution.model.onnx.write;
