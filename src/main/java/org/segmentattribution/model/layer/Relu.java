package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/** ONNX {@code Relu}. */
public final class Relu extends Layer {
  public Relu(String name) {
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
  public void write(GraphWriter writer) {
    writer.add(name(), operator());
  }
}
