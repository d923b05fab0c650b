package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/** Reverses the values along one axis: ONNX {@code Slice} with step -1. */
public final class Reversal extends Layer {
  private final int axis;

  /** Creates the layer; axis 0 counts images. */
  public Reversal(String name, int axis) {
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
  public void write(GraphWriter writer) {
    writer
        .add(name(), operator())
        .constant("starts", new long[] {-1})
        .constant("ends", new long[] {Long.MIN_VALUE})
        .constant("axes", new long[] {axis})
        .constant("steps", new long[] {-1});
  }
}
