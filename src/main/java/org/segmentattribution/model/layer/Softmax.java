package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** ONNX {@code Softmax} inside a network, as in attention. */
public final class Softmax extends Layer {
  private final int axis;

  /** Creates the layer; axis 0 counts images. */
  public Softmax(String name, int axis) {
    super(name);
    this.axis = axis;
  }

  /** Returns the axis along which values sum to 1. */
  public int axis() {
    return axis;
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
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).integer("axis", axis);
  }
}
