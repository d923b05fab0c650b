package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/** ONNX {@code ReduceL2} that keeps its axes: the Euclidean norm; its gradient at 0 is 0. */
public final class Norm extends Layer {
  private final int[] axes;

  /** Creates the layer; axis 0 counts images. */
  public Norm(String name, int... axes) {
    super(name);
    this.axes = axes.clone();
  }

  /** Returns the axes along which lengths are taken. */
  public int[] axes() {
    return axes.clone();
  }

  @Override
  public String operator() {
    return "ReduceL2";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = inputs.get(0);
    for (int axis : axes) {
      shape = BroadcastShapes.with(shape, axis, 1);
    }
    return shape;
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().norm(2, axes, true);
  }

  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).integers("axes", Arrays.stream(axes).asLongStream().toArray());
  }
}
