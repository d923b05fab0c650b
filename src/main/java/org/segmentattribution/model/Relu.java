package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/** ONNX {@code Relu}. */
public final class Relu extends Layer {
  Relu(String name) {
    super(name);
  }

  @Override
  public String operator() {
    return "Relu";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return Activation.relu(inputs.singletonOrThrow());
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes.add(this);
  }
}
