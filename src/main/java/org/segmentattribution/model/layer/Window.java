package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import org.segmentattribution.api.WrongInput;

/**
 * The geometry of a convolution or pooling in two dimensions.
 *
 * @param kernel height, width
 * @param stride down, right
 * @param dilation down, right
 * @param pads top, left, bottom, right
 */
public record Window(Shape kernel, Shape stride, Shape dilation, Shape pads) {
  private static final Shape NONE = new Shape(0, 0);

  /** Returns one window over the whole image. */
  public static Window of(long height, long width) {
    Shape one = new Shape(1, 1);
    return new Window(new Shape(height, width), one, one, new Shape(0, 0, 0, 0));
  }

  boolean hasPads() {
    return !pads.equals(new Shape(0, 0, 0, 0));
  }

  /** Returns whether there are gaps between the values of a window. */
  public boolean dilated() {
    return dilation.get(0) != 1 || dilation.get(1) != 1;
  }

  /** Returns whether windows and values match one to one: kernel and stride 1, no pads. */
  public boolean passes() {
    Shape one = new Shape(1, 1);
    return kernel.equals(one) && stride.equals(one) && !hasPads();
  }

  /** Returns this window with other pads. */
  public Window withPads(long top, long left, long bottom, long right) {
    return new Window(kernel, stride, dilation, new Shape(top, left, bottom, right));
  }

  /**
   * Applies ONNX's {@code ceil_mode}: widens the pads at the bottom and right for a last window
   * that does not fit, unless it would start beyond the image and the pads before it.
   */
  public Window ceil(long height, long width) {
    return withPads(pads.get(0), pads.get(1), ceil(height, 0), ceil(width, 1));
  }

  private long ceil(long size, int axis) {
    long before = pads.get(axis);
    long reach = (kernel.get(axis) - 1) * dilation.get(axis) + 1;
    long step = stride.get(axis);
    long last = (size + before + pads.get(axis + 2) - reach + step - 1) / step;
    last = last * step >= size + before ? last - 1 : last;
    return Math.max(0, last * step + reach - size - before);
  }

  /** Returns the shape [N, channels, height, width] of the output for an input of this shape. */
  Shape shape(Shape input, long channels) {
    return new Shape(input.get(0), channels, count(input, 0), count(input, 1));
  }

  private long count(Shape input, int axis) {
    long reach = Math.addExact(Math.multiplyExact(kernel.get(axis) - 1, dilation.get(axis)), 1);
    long room = padded(input, axis) - reach;
    if (room < 0) {
      throw new WrongInput("a window of " + kernel + " is larger than the padded image");
    }
    return room / stride.get(axis) + 1;
  }

  private long padded(Shape input, int axis) {
    return Math.addExact(input.get(2 + axis), Math.addExact(pads.get(axis), pads.get(axis + 2)));
  }

  /** Returns the shape of the padded input. */
  public Shape padded(Shape input) {
    return new Shape(input.get(0), input.get(1), padded(input, 0), padded(input, 1));
  }

  /** Returns whether the engine's own padding, equal on both sides, can express the pads. */
  boolean symmetric() {
    return pads.get(0) == pads.get(2) && pads.get(1) == pads.get(3);
  }

  /** Returns whether the pads are too wide for the engine's pooling: more than half the kernel. */
  boolean wide() {
    return 2 * pads.get(0) > kernel.get(0) || 2 * pads.get(1) > kernel.get(1);
  }

  /** Returns the padding for the engine; valid if {@link #symmetric}. */
  public Shape padding() {
    return new Shape(pads.get(0), pads.get(1));
  }

  /** Returns the input with {@code value} added around it, as wide as the pads. */
  public NDArray pad(NDArray input, double value) {
    return pad(input, pads, value);
  }

  /** Returns the input with {@code value} added around it; pads are top, left, bottom, right. */
  public static NDArray pad(NDArray input, Shape pads, double value) {
    // the engine counts from the last axis: left, right, top, bottom
    Shape order = new Shape(pads.get(1), pads.get(3), pads.get(0), pads.get(2));
    return ((PtNDArray) input).pad(order, value);
  }

  /** Returns zero padding, for an input that {@link #pad} was applied to. */
  Shape noPadding() {
    return NONE;
  }

  /** Writes the attributes of the ONNX node. */
  void write(GraphWriter.Node node, boolean pooling) {
    node.integers("kernel_shape", kernel.getShape());
    node.integers("strides", stride.getShape());
    node.integers("pads", pads.getShape());
    if (!pooling || dilated()) {
      node.integers("dilations", dilation.getShape());
    }
  }
}
