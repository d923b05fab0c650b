/**
 * ONNX operators that multiply matrices: with weights, or two values that both depend on the image.
 * {@link MatrixOperators} lists them.
 */
package org.segmentattribution.model.onnx.operator.matrix;
