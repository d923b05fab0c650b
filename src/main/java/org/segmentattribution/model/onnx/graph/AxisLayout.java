package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How the layers' array keeps a value of the file. The images are along its first axis; behind it
 * are the values that the file computes for one image, in the file's order. So no image can meet
 * another, whatever a file does with its axes. One axis of length 1, most often the file's own for
 * the images, is left out.
 *
 * @param left the file's axis that is left out; -1 for none
 * @param images the file's axis that grows with the number of images; -1 where that is not known,
 *     which happens only in files that take any number of images or one
 * @param outer for a file that fixes two or more images: how often all images follow each other
 *     along that axis, whose index is (o · number + image) · inner + i
 */
public record AxisLayout(int left, int images, long outer) {
  /** The layout of N x C x H x W. */
  public static final AxisLayout FIRST = new AxisLayout(0, 0, 1);

  /** Shape of the array for one image, from the sizes of the file's axes. */
  public Shape stored(Shape shape) {
    return new Shape(1).addAll(new Shape(without(shape.getShape())));
  }

  /** One number for each axis of the file, without that of the axis left out. */
  private long[] without(long[] sizes) {
    return IntStream.range(0, sizes.length)
        .filter(i -> i != left)
        .mapToLong(i -> sizes[i])
        .toArray();
  }

  /** Sizes of the file's axes, from the shape of the array. */
  public Shape shape(Shape stored) {
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

  /** The array's axis for one of the file's axes, which is not left out. */
  public int stored(int axis) {
    return left >= 0 && axis > left ? axis : axis + 1;
  }

  /** This layout with another axis left out. */
  public AxisLayout leaving(int axis) {
    return new AxisLayout(axis, images, outer);
  }

  /** This layout behind so many new axes of length 1. */
  public AxisLayout behind(int axes) {
    int moved = images < 0 ? -1 : images + axes;
    return new AxisLayout(left < 0 ? 0 : left + axes, moved, outer);
  }

  /** This layout with the file's axes in another order. */
  public AxisLayout ordered(int... order) {
    return new AxisLayout(place(left, order), place(images, order), outer);
  }

  /** Place of an axis among those that are kept, -1 if it is not one of them. */
  private static int place(int axis, int... kept) {
    return IntStream.range(0, kept.length).filter(i -> kept[i] == axis).findFirst().orElse(-1);
  }
}
