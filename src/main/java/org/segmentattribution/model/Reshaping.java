package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * ONNX {@code Flatten}, {@code Reshape}, {@code Squeeze} or {@code Unsqueeze}: the same values in
 * another shape. One axis of each shape grows with the number of images.
 */
public final class Reshaping extends Layer {
  private final ImageAxis from;
  private final ImageAxis to;
  private final long[] shape;

  /**
   * An axis that grows with the number of images.
   *
   * @param axis which
   * @param each its length for one image
   */
  record ImageAxis(int axis, long each) {
    static final ImageAxis FIRST = new ImageAxis(0, 1);
  }

  /** The shape of one image's values, without the axis of the images, which is the first. */
  Reshaping(String name, Shape shape) {
    this(name, ImageAxis.FIRST, ImageAxis.FIRST, new Shape(1).addAll(shape));
  }

  /** Shape: what comes out for one image. */
  Reshaping(String name, ImageAxis from, ImageAxis to, Shape shape) {
    super(name);
    this.from = from;
    this.to = to;
    this.shape = shape.getShape();
  }

  /** The same where an axis, not that of the images, has another length. */
  Reshaping withSize(long before, long now) {
    long[] other = shape.clone();
    for (int axis = 0; axis < other.length; axis++) {
      if (axis != to.axis() && other[axis] == before) {
        other[axis] = now;
      }
    }
    return new Reshaping(name(), from, to, new Shape(other));
  }

  @Override
  public String operator() {
    return "Reshape";
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    long[] dims = shape.clone();
    dims[to.axis] = x.getShape().get(from.axis) / from.each * to.each;
    return x.reshape(new Shape(dims));
  }

  @Override
  void write(OnnxNodes nodes) {
    boolean imagesFirst = from.equals(ImageAxis.FIRST) && to.equals(ImageAxis.FIRST);
    long[] dims = shape.clone();
    // 0: as many images as come in
    dims[to.axis] = imagesFirst ? 0 : -1;
    nodes.add(this).constant("shape", dims);
  }
}
