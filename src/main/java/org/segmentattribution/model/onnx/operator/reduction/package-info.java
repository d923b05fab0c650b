/**
 * ONNX operators that combine the values along axes: sums, means, extremes, softmax and
 * normalisation. {@link ReductionOperators} lists them.
 */
package org.segmentattribution.model.onnx.operator.reduction;
