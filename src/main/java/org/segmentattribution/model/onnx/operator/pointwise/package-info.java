/**
 * ONNX operators that compute each value by itself or with one other, such as Relu, Add and
 * BatchNormalization. {@link PointwiseOperators} lists them.
 */
package org.segmentattribution.model.onnx.operator.pointwise;
