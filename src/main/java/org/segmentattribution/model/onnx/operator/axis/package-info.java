/**
 * ONNX operators that move, join, repeat or cut values along axes, such as Reshape, Transpose and
 * Slice. {@link AxisOperators} lists them.
 */
package org.segmentattribution.model.onnx.operator.axis;
