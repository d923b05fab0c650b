package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** ONNX {@code GlobalAveragePool}: [N, C, H, W] to [N, C, 1, 1]. */
public final class GlobalAveragePooling extends Layer {
  GlobalAveragePooling(String name) {
    super(name);
  }

  @Override
  public String operator() {
    return "GlobalAveragePool";
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    long pixels = x.getShape().get(2) * x.getShape().get(3);
    try (NDArray sum = x.sum(new int[] {2, 3}, true)) {
      return sum.div(pixels);
    }
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes.add(this);
  }
}
