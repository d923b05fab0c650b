package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;

/** ONNX {@code ReduceMean} that keeps its axes. */
public final class Mean extends Layer {
  private final int[] axes;

  Mean(String name, int[] axes) {
    super(name);
    this.axes = axes.clone();
  }

  @Override
  public String operator() {
    return "ReduceMean";
  }

  @Override
  public NDArray forward(NDList inputs) {
    // one axis at a time: DJL divides by one axis alone
    NDArray mean = inputs.singletonOrThrow();
    for (int axis : axes) {
      mean = mean.mean(new int[] {axis}, true);
    }
    return mean;
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes.add(this).integers("axes", Arrays.stream(axes).asLongStream().toArray());
  }
}
