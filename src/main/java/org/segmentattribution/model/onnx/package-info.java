/**
 * Classifiers from ONNX files, as layers that can be explained. {@link OnnxClassifierProvider}
 * opens a file, {@link OnnxImporter} walks its nodes, and {@link OnnxOperators} lists the
 * operators. The packages below read the file, compute its constants, add layers and check the
 * result.
 */
package org.segmentattribution.model.onnx;
