package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
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
          Layout.square(1, 3, 24, 16, 3, 1, 1),
          Layout.square(2, 3, 24, 16, 3, 1, 1),
          Layout.square(2, 16, 9, 32, 3, 2, 1),
          Layout.square(2, 20, 13, 20, 3, 1, 1),
          Layout.square(2, 38, 17, 16, 3, 3, 1),
          Layout.square(3, 5, 11, 7, 2, 1, 1),
          Layout.square(1, 3, 16, 8, 5, 1, 1),
          Layout.square(2, 4, 15, 1, 5, 2, 1),
          Layout.square(2, 3, 31, 24, 7, 2, 1),
          Layout.square(2, 3, 39, 16, 11, 4, 1),
          Layout.square(2, 8, 12, 8, 3, 1, 8),
          Layout.square(16, 24, 6, 20, 1, 1, 1));

  /**
   * What is convolved.
   *
   * @param input [N, C, H, W]
   * @param weight [out, C / groups, kh, kw]
   * @param stride down, right
   * @param padding above and below, left and right
   * @param dilation down, right
   */
  record Layout(
      Shape input, Shape weight, Shape stride, Shape padding, Shape dilation, int groups) {
    static Layout square(
        int images, int channels, int side, int filters, int kernel, int stride, int groups) {
      return new Layout(
          new Shape(images, channels, side, side),
          new Shape(filters, channels / groups, kernel, kernel),
          new Shape(stride, stride),
          new Shape(kernel / 2, kernel / 2),
          new Shape(1, 1),
          groups);
    }

    /** Output, and the derivatives of a weighted sum of it by input and weights. */
    List<NDArray> pass(NDArray input, NDArray weight) {
      NDManager scope = input.getManager();
      NDArray bias = scope.zeros(new Shape(weight.size(0)), input.getDataType());
      input.setRequiresGradient(true);
      weight.setRequiresGradient(true);
      NDArray output =
          Gradients.with(
              () ->
                  Conv2d.conv2d(input, weight, bias, stride, padding, dilation, groups)
                      .singletonOrThrow());
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
    return LAYOUTS.stream().allMatch(layout -> passes(manager, layout));
  }

  /** Like {@link #passes(NDManager)}, one convolution. */
  static boolean passes(NDManager manager, Layout layout) {
    try (NDManager scope = manager.newSubManager()) {
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
  }

  static boolean close(NDArray single, NDArray exact) {
    NDArray error = single.toType(DataType.FLOAT64, true).sub(exact).abs().max();
    double peak = exact.abs().max().getDouble();
    // not ">": what was never written may be NaN
    return error.getDouble() <= TOLERANCE * peak;
  }

  static NDArray waves(NDManager scope, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * (i % 7 + 1.0));
    }
    return scope.create(values, shape);
  }
}
