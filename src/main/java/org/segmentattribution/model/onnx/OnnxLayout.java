package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How a value of the file is kept. The layers' arrays have the images along their first axis and
 * what the file computes for one image behind it, in the file's order; so whatever a file does with
 * its axes, no image meets another. An axis of length 1, most often that of the images, is left
 * out.
 *
 * @param left the file's axis that is left out, -1 for none
 * @param images the file's axis that grows with the number of images; -1 where that is not known,
 *     which is so only in files that take any number or one
 * @param outer in a file that fixes another number: how often all images follow each other along
 *     that axis, whose index is (o · number + image) · inner + i
 */
record OnnxLayout(int left, int images, long outer) {
  /** Of N x C x H x W. */
  static final OnnxLayout FIRST = new OnnxLayout(0, 0, 1);

  /** The array of one image whose sizes in the file's axes are these. */
  Shape stored(Shape shape) {
    return new Shape(1).addAll(new Shape(without(shape.getShape())));
  }

  /** What is left of something that the file has for each axis. */
  long[] without(long[] sizes) {
    return IntStream.range(0, sizes.length)
        .filter(i -> i != left)
        .mapToLong(i -> sizes[i])
        .toArray();
  }

  /** Sizes in the file's axes of an array. */
  Shape shape(Shape stored) {
    long[] sizes = stored.slice(1).getShape();
    LongStream all = LongStream.of(sizes);
    if (left >= 0) {
      all =
          LongStream.concat(
              LongStream.concat(LongStream.of(sizes).limit(left), LongStream.of(1)),
              LongStream.of(sizes).skip(left));
    }
    return new Shape(all.toArray());
  }

  /** The array's axis of one of the file's, which is not left out. */
  int stored(int axis) {
    return left >= 0 && axis > left ? axis : axis + 1;
  }

  /** The same with another axis left out. */
  OnnxLayout leaving(int axis) {
    return new OnnxLayout(axis, images, outer);
  }

  /** The same behind so many new axes of length 1. */
  OnnxLayout behind(int axes) {
    int moved = images < 0 ? -1 : images + axes;
    return new OnnxLayout(left < 0 ? 0 : left + axes, moved, outer);
  }

  /** With the file's axes in another order. */
  OnnxLayout ordered(int... order) {
    return new OnnxLayout(place(left, order), place(images, order), outer);
  }

  /** Place of an axis among those that are kept, -1 if it is not one of them. */
  private static int place(int axis, int... kept) {
    return IntStream.range(0, kept.length).filter(i -> kept[i] == axis).findFirst().orElse(-1);
  }
}
