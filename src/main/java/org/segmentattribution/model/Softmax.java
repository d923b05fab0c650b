package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** ONNX {@code Softmax} inside a network, as in attention. */
public final class Softmax extends Layer {
  private final int axis;

  Softmax(String name, int axis) {
    super(name);
    this.axis = axis;
  }

  @Override
  public String operator() {
    return "Softmax";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().softmax(axis);
  }

  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes.add(this).integer("axis", axis);
  }
}
