package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;

/**
 * An activation.
 *
 * @param number its number in the graph of layers
 * @param shape sizes for one image, in the file's axes
 * @param sole whether one node alone takes it
 * @param layout how the layers' array has it
 */
record OnnxValue(int number, Shape shape, boolean sole, OnnxLayout layout) {
  long size(int axis) {
    return shape.get(axis);
  }

  int rank() {
    return shape.dimension();
  }

  /** The axis that grows with the number of images, -1 where that is not known. */
  int images() {
    return layout.images();
  }

  /** Whether the array has the images in place of the file's first axis. */
  boolean imagesFirst() {
    return layout.left() == 0;
  }

  /** Shape of the array for one image. */
  Shape stored() {
    return layout.stored(shape);
  }
}
