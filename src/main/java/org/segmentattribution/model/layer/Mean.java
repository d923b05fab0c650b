package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/** ONNX {@code ReduceMean} that keeps its axes. */
public final class Mean extends Layer {
  private final int[] axes;

  /** Creates the layer; axis 0 counts images. */
  public Mean(String name, int[] axes) {
    super(name);
    this.axes = axes.clone();
  }

  /** Returns the axes of the array, in the order in which the mean is taken. */
  public int[] axes() {
    return axes.clone();
  }

  @Override
  public String operator() {
    return "ReduceMean";
  }

  @Override
  public NDArray forward(NDList inputs) {
    // one axis at a time: DJL divides by the length of one axis only
    NDArray mean = inputs.singletonOrThrow();
    for (int axis : axes) {
      mean = mean.mean(new int[] {axis}, true);
    }
    return mean;
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
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).integers("axes", Arrays.stream(axes).asLongStream().toArray());
  }
}
