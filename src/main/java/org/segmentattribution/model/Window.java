package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Geometry of a convolution or pooling in two dimensions.
 *
 * @param kernel height, width
 * @param stride down, right
 * @param dilation down, right
 * @param pads top, left, bottom, right
 * @param ceil whether a last window that does not fit is kept
 */
record Window(Shape kernel, Shape stride, Shape dilation, Shape pads, boolean ceil) {
  private static final Shape NONE = new Shape(0, 0);

  /** Whether the engine's own padding, the same on both sides, can express the pads. */
  boolean symmetric() {
    return pads.get(0) == pads.get(2) && pads.get(1) == pads.get(3);
  }

  /** Whether the pads are too wide for the engine's pooling: more than half the kernel. */
  boolean wide() {
    return 2 * pads.get(0) > kernel.get(0) || 2 * pads.get(1) > kernel.get(1);
  }

  /** Padding for the engine when {@link #symmetric}. */
  Shape padding() {
    return new Shape(pads.get(0), pads.get(1));
  }

  /** The input with the pads made explicit. */
  NDArray pad(NDArray input, double value) {
    return pad(input, pads, value);
  }

  /** Pads: top, left, bottom, right. */
  static NDArray pad(NDArray input, Shape pads, double value) {
    // the engine counts from the last axis: left, right, top, bottom
    Shape order = new Shape(pads.get(1), pads.get(3), pads.get(0), pads.get(2));
    return ((ai.djl.pytorch.engine.PtNDArray) input).pad(order, value);
  }

  /** The window for an input that {@link #pad} was applied to. */
  Shape noPadding() {
    return NONE;
  }

  /** Writes the attributes of the ONNX node. */
  void write(OnnxNodes.Node node, boolean pooling) {
    node.integers("kernel_shape", kernel.getShape());
    node.integers("strides", stride.getShape());
    node.integers("pads", pads.getShape());
    if (pooling) {
      node.integer("ceil_mode", ceil ? 1 : 0);
    } else {
      node.integers("dilations", dilation.getShape());
    }
  }
}
