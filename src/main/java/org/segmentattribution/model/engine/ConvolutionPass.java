package org.segmentattribution.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Runs two-dimensional convolutions; on CPUs with the channels last in memory.
 *
 * @param stride down, right
 * @param padding zeros above and below, left and right
 * @param dilation down, right
 * @param groups of channels
 */
public record ConvolutionPass(Shape stride, Shape padding, Shape dilation, int groups) {
  /**
   * Convolves as layers do, on CPUs with the channels last in memory.
   *
   * @param input [N, C, H, W]
   * @param weight [out, C / groups, kh, kw]
   * @param bias [out]
   * @return [N, out, h, w]
   */
  public NDArray run(NDArray input, NDArray weight, NDArray bias) {
    if (input.getDevice().isGpu()) {
      return asStored(input, weight, bias);
    }
    try (NDArray ordered = channelsLast(input)) {
      return asStored(ordered, weight, bias);
    }
  }

  /** Convolves without changing the input's order in memory, as TorchScript does. */
  NDArray asStored(NDArray input, NDArray weight, NDArray bias) {
    return Conv2d.conv2d(input, weight, bias, stride, padding, dilation, groups).singletonOrThrow();
  }

  /**
   * Returns the array with its values stored as [N, H, W, C]: on CPUs, oneDNN convolves and PyTorch
   * pools such arrays faster, and later layers keep the order. Costs nothing if they are stored so
   * already.
   */
  private static NDArray channelsLast(NDArray input) {
    Shape shape = input.getShape();
    Shape last = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
    try (NDArray view = input.transpose(0, 2, 3, 1);
        NDArray flat = view.flatten();
        NDArray ordered = flat.reshape(last)) {
      return ordered.transpose(0, 3, 1, 2);
    }
  }
}
