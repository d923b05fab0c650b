/**
 * ONNX operators with a window over the image: convolution, pooling, and moves between blocks of
 * pixels and channels. {@link WindowOperators} lists them.
 */
package org.segmentattribution.model.onnx.operator.window;
