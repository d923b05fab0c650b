package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** ONNX {@code AveragePool}. */
public final class AveragePooling extends Layer {
  private final Window window;
  private final boolean countPadding;

  /** Creates the layer; {@code countPadding} makes padding zeros count in the mean. */
  public AveragePooling(String name, Window window, boolean countPadding) {
    super(name);
    this.window = window;
    this.countPadding = countPadding;
  }

  @Override
  public String operator() {
    return "AveragePool";
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray mean = paddedMean(x);
    if (countPadding || !window.hasPads()) {
      return mean;
    }
    // mean over the window ⊘ share of the window inside the image = mean over the part inside
    Shape plane = new Shape(1, 1, x.getShape().get(2), x.getShape().get(3));
    try (mean;
        NDArray ones = x.getManager().ones(plane);
        NDArray inside = paddedMean(ones)) {
      return mean.div(inside);
    }
  }

  private NDArray paddedMean(NDArray x) {
    if (window.symmetric() && !window.wide()) {
      return mean(x, window.padding());
    }
    try (NDArray padded = window.pad(x, 0)) {
      return mean(padded, window.noPadding());
    }
  }

  /**
   * Counts the padding, since the engine's option not to count it gives wrong values through DJL
   * 0.35.
   */
  private NDArray mean(NDArray x, Shape padding) {
    return Pool.avgPool2d(x, window.kernel(), window.stride(), padding, false, true);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return window.shape(inputs.get(0), inputs.get(0).get(1));
  }

  @Override
  public void write(GraphWriter writer) {
    GraphWriter.Node node = writer.add(name(), operator());
    window.write(node, true);
    node.integer("count_include_pad", countPadding ? 1 : 0);
  }
}
