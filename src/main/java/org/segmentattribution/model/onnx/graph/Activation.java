package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * A value of the file that depends on the image.
 *
 * @param number of the value in the graph of layers
 * @param shape sizes for one image, in the file's axes
 * @param sole whether one node alone takes it
 * @param layout order of the file's axes in the layers' array
 */
public record Activation(int number, Shape shape, boolean sole, AxisLayout layout) {
  /** Size of an axis. */
  public long size(int axis) {
    return shape.get(axis);
  }

  /** Number of axes in the file. */
  public int rank() {
    return shape.dimension();
  }

  /** The axis that grows with the number of images; -1 where that is not known. */
  public int images() {
    return layout.images();
  }

  /** Whether the array has the images in place of the file's first axis. */
  public boolean imagesFirst() {
    return layout.left() == 0;
  }

  /** Shape of the array for one image. */
  public Shape stored() {
    return layout.stored(shape);
  }

  /** Sizes of an array that holds one number to be broadcast to this value's array. */
  public long[] ones() {
    long[] ones = new long[stored().dimension()];
    Arrays.fill(ones, 1);
    return ones;
  }
}
