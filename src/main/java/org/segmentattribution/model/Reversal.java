package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** The values along one axis in reversed order: ONNX {@code Slice} with step -1. */
public final class Reversal extends Layer {
  private final int axis;

  Reversal(String name, int axis) {
    super(name);
    this.axis = axis;
  }

  @Override
  public String operator() {
    return "Slice";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().flip(axis);
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes
        .add(this)
        .constant("starts", new long[] {-1})
        .constant("ends", new long[] {Long.MIN_VALUE})
        .constant("axes", new long[] {axis})
        .constant("steps", new long[] {-1});
  }
}
