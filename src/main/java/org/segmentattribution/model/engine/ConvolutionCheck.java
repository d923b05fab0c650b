package org.segmentattribution.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks that convolutions and their derivatives are correct on this machine. Libraries choose
 * their code by processor; where a virtual machine hides the sizes of its caches, oneDNN 3.7
 * silently leaves parts of a result unwritten. In float64 PyTorch uses other code, so the two
 * results must agree.
 */
final class ConvolutionCheck {
  private static final double TOLERANCE = 1e-4;

  /** Typical first layers, odd sizes, a depthwise and a pointwise convolution. */
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

  /** One way to convolve. */
  @FunctionalInterface
  interface Convolver {
    NDArray convolve(NDArray input, NDArray weight, NDArray bias);
  }

  /** A convolution of square images with square kernels. */
  record Layout(
      int images, int channels, int side, int filters, int kernel, int stride, int groups) {
    Shape input() {
      return new Shape(images, channels, side, side);
    }

    Shape weight() {
      return new Shape(filters, channels / groups, kernel, kernel);
    }

    private ConvolutionPass convolution() {
      int pad = kernel / 2;
      return new ConvolutionPass(
          new Shape(stride, stride), new Shape(pad, pad), new Shape(1, 1), groups);
    }

    /** Returns the output and the derivatives of its weighted sum by input and weights. */
    List<NDArray> pass(NDManager scope, DataType type, Convolver convolver) {
      NDArray input = waves(scope, input()).toType(type, false);
      NDArray weight = waves(scope, weight()).toType(type, false);
      NDArray bias = scope.zeros(new Shape(filters), type);
      input.setRequiresGradient(true);
      weight.setRequiresGradient(true);
      NDArray output = Gradients.with(() -> convolver.convolve(input, weight, bias));
      Gradients.backward(output, waves(scope, output.getShape()).toType(type, false));
      return List.of(output.stopGradient(), input.getGradient(), weight.getGradient());
    }
  }

  private ConvolutionCheck() {}

  /**
   * Computes several convolutions forwards and backwards in float32, with the channels first and
   * last in memory, and in float64.
   *
   * @param manager computes on its device
   * @return whether float32 agrees with float64 to within 1e-4 of the largest value
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
    ConvolutionPass convolution = layout.convolution();
    List<NDArray> exact = layout.pass(scope, DataType.FLOAT64, convolution::asStored);
    return close(layout.pass(scope, DataType.FLOAT32, convolution::asStored), exact)
        && close(layout.pass(scope, DataType.FLOAT32, convolution::run), exact);
  }

  private static boolean close(List<NDArray> single, List<NDArray> exact) {
    return IntStream.range(0, exact.size()).allMatch(i -> close(single.get(i), exact.get(i)));
  }

  static boolean close(NDArray single, NDArray exact) {
    NDArray error = single.toType(DataType.FLOAT64, true).sub(exact).abs().max();
    double peak = exact.abs().max().getDouble();
    // not ">": an unwritten value may be NaN
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
