package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.pooling.Pool;

/** ONNX {@code MaxPool}: the winner takes all, the first in row-major order among equals. */
public final class MaxPooling extends Layer {
  private final Window window;

  MaxPooling(String name, Window window) {
    super(name);
    this.window = window;
  }

  @Override
  public String operator() {
    return "MaxPool";
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    if (window.symmetric() && !window.wide()) {
      return Pool.maxPool2d(x, window.kernel(), window.stride(), window.padding(), false);
    }
    try (NDArray padded = window.pad(x, Double.NEGATIVE_INFINITY)) {
      return Pool.maxPool2d(padded, window.kernel(), window.stride(), window.noPadding(), false);
    }
  }

  @Override
  void write(OnnxNodes nodes) {
    window.write(nodes.add(this), true);
  }
}
