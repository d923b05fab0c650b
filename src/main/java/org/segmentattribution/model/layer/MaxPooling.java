package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** ONNX {@code MaxPool}: the largest value wins, the first in row-major order among equals. */
public final class MaxPooling extends Layer {
  private final Window window;

  public MaxPooling(String name, Window window) {
    super(name);
    this.window = window;
  }

  @Override
  public String operator() {
    return "MaxPool";
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    if (window.dilated()) {
      return dilated(x);
    }
    if (window.symmetric() && !window.wide()) {
      return Pool.maxPool2d(x, window.kernel(), window.stride(), window.padding(), false);
    }
    try (NDArray padded = window.pad(x, Double.NEGATIVE_INFINITY)) {
      return Pool.maxPool2d(padded, window.kernel(), window.stride(), window.noPadding(), false);
    }
  }

  /**
   * Returns the values of each window, [N, C, h, w, kernel], row by row; differentiable.
   *
   * @param outside value used beyond the edge
   */
  public NDArray windows(NDArray x, double outside) {
    try (NDArray padded = window.pad(x, outside);
        NDList parts = new NDList()) {
      long kernelHeight = window.kernel().get(0);
      long kernelWidth = window.kernel().get(1);
      for (long row = 0; row < kernelHeight; row++) {
        for (long column = 0; column < kernelWidth; column++) {
          NDIndex every =
              new NDIndex(":,:," + every(padded, 2, row) + "," + every(padded, 3, column));
          parts.add(padded.get(every));
        }
      }
      // a stack of one part would have no gradient
      return parts.size() == 1 ? parts.get(0).expandDims(4) : NDArrays.stack(parts, 4);
    }
  }

  /**
   * Returns the index of the values that one position of the kernel meets along an axis, window by
   * window.
   */
  private String every(NDArray padded, int axis, long at) {
    long dilation = window.dilation().get(axis - 2);
    long stride = window.stride().get(axis - 2);
    long reach = (window.kernel().get(axis - 2) - 1) * dilation + 1;
    long count = (padded.getShape().get(axis) - reach) / stride + 1;
    long from = at * dilation;
    return from + ":" + (from + (count - 1) * stride + 1) + ":" + stride;
  }

  /**
   * Pools with dilation, which the engine lacks through DJL, by laying the windows side by side.
   */
  private NDArray dilated(NDArray x) {
    try (NDArray padded = window.pad(x, Double.NEGATIVE_INFINITY);
        NDArray rows = sideBySide(padded, 2);
        NDArray windows = sideBySide(rows, 3)) {
      return Pool.maxPool2d(windows, window.kernel(), window.kernel(), window.noPadding(), false);
    }
  }

  private NDArray sideBySide(NDArray x, int axis) {
    Shape shape = x.getShape();
    long kernel = window.kernel().get(axis - 2);
    long dilation = window.dilation().get(axis - 2);
    long stride = window.stride().get(axis - 2);
    long reach = (kernel - 1) * dilation + 1;
    long count = (shape.get(axis) - reach) / stride + 1;
    String before = ":,".repeat(axis);
    try (NDList parts = new NDList()) {
      for (long from = 0; from < reach; from += dilation) {
        long to = from + (count - 1) * stride + 1;
        parts.add(x.get(new NDIndex(before + from + ":" + to + ":" + stride)));
      }
      long[] joined = shape.getShape().clone();
      joined[axis] = count * kernel;
      // a stack of one part would have no gradient
      NDArray stacked = kernel == 1 ? parts.get(0) : NDArrays.stack(parts, axis + 1);
      return stacked.reshape(new Shape(joined));
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return window.shape(inputs.get(0), inputs.get(0).get(1));
  }

  @Override
  public void write(GraphWriter writer) {
    window.write(writer.add(name(), operator()), true);
  }
}
