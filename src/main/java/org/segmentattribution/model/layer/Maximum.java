package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** ONNX {@code ReduceMax} along one axis, which it keeps. */
public final class Maximum extends Layer {
  private final int axis;

  /** Creates the layer; axis 0 counts images. */
  public Maximum(String name, int axis) {
    super(name);
    this.axis = axis;
  }

  @Override
  public String operator() {
    return "ReduceMax";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.with(inputs.get(0), axis, 1);
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().max(new int[] {axis}, true);
  }

  /**
   * Returns false: the baseline may have another winner, which no rule for single layers can see.
   */
  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).integers("axes", new long[] {axis});
  }
}
