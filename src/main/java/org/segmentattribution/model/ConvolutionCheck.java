package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Whether convolutions and their derivatives come out right here. Libraries of convolutions choose
 * code by processor; where a virtual machine hides the sizes of its caches, oneDNN 3.7 leaves parts
 * of a result unwritten, silently. In float64 PyTorch computes them itself, so the two must agree.
 */
final class ConvolutionCheck {
  private static final double TOLERANCE = 1e-4;

  /** What networks begin with, odd numbers, a depthwise and a pointwise one. */
  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout(1, 3, 24, 16, 3, 1, 1),
          new Layout(2, 3, 24, 16, 3, 1, 1),
          new Layout(2, 16, 9, 32, 3, 2, 1),
          new Layout(2, 20, 13, 20, 3, 1, 1),
          new Layout(3, 5, 11, 7, 2, 1, 1),
          new Layout(1, 3, 16, 8, 5, 1, 1),
          new Layout(2, 4, 15, 1, 5, 2, 1),
          new Layout(2, 3, 31, 24, 7, 2, 1),
          new Layout(2, 3, 39, 16, 11, 4, 1),
          new Layout(2, 8, 12, 8, 3, 1, 8),
          new Layout(16, 24, 6, 20, 1, 1, 1));

  /** A convolution of square images with square kernels. */
  record Layout(
      int images, int channels, int side, int filters, int kernel, int stride, int groups) {
    Shape input() {
      return new Shape(images, channels, side, side);
    }

    Shape weight() {
      return new Shape(filters, channels / groups, kernel, kernel);
    }

    /** Output, and the derivatives of a weighted sum of it by input and weights. */
    List<NDArray> pass(NDArray input, NDArray weight) {
      int pad = kernel / 2;
      Window window =
          new Window(
              new Shape(kernel, kernel),
              new Shape(stride, stride),
              new Shape(1, 1),
              new Shape(pad, pad, pad, pad));
      NDManager scope = input.getManager();
      NDArray bias = scope.zeros(new Shape(filters), input.getDataType());
      input.setRequiresGradient(true);
      weight.setRequiresGradient(true);
      NDArray output =
          Gradients.with(
              () ->
                  new Convolution("check", weight, bias, window, groups)
                      .forward(input, weight, bias));
      Gradients.backward(output, waves(scope, output.getShape()).toType(input.getDataType(), true));
      return List.of(output.stopGradient(), input.getGradient(), weight.getGradient());
    }
  }

  private ConvolutionCheck() {}

  /**
   * Computes some convolutions forwards and backwards in float32 and in float64.
   *
   * @param manager whose device computes
   * @return whether every pair agrees within 1e-4 of its largest value
   */
  static boolean passes(NDManager manager) {
    for (Layout layout : LAYOUTS) {
      try (NDManager scope = manager.newSubManager()) {
        if (!agrees(scope, layout)) {
          return false;
        }
      }
    }
    return true;
  }

  static boolean agrees(NDManager scope, Layout layout) {
    NDArray input = waves(scope, layout.input());
    NDArray weight = waves(scope, layout.weight());
    List<NDArray> single = layout.pass(input, weight);
    List<NDArray> exact =
        layout.pass(input.toType(DataType.FLOAT64, true), weight.toType(DataType.FLOAT64, true));
    for (int i = 0; i < single.size(); i++) {
      if (!close(single.get(i), exact.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean close(NDArray single, NDArray exact) {
    NDArray error = single.toType(DataType.FLOAT64, true).sub(exact).abs().max();
    double peak = exact.abs().max().getDouble();
    // not ">": what was never written may be NaN
    return error.getDouble() <= TOLERANCE * peak;
  }

  private static NDArray waves(NDManager scope, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * (i % 7 + 1.0));
    }
    return scope.create(values, shape);
  }
}
