package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/** Part of an activation along one axis: ONNX {@code Slice}, {@code Split} or {@code Gather}. */
public final class Slice extends Layer {
  private final int axis;
  private final long from;
  private final long to;

  Slice(String name, int axis, long from, long to) {
    super(name);
    this.axis = axis;
    this.from = from;
    this.to = to;
  }

  @Override
  public String operator() {
    return "Slice";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().get(new NDIndex(":,".repeat(axis) + from + ":" + to));
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes
        .add(this)
        .constant("starts", new long[] {from})
        .constant("ends", new long[] {to})
        .constant("axes", new long[] {axis});
  }
}
