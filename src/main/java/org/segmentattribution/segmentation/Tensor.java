package org.segmentattribution.segmentation;

import java.util.Arrays;

/**
 * What goes into an ONNX graph or comes out of it.
 *
 * @param shape sizes, outermost first; none for a scalar
 * @param floats values of any kind of real number, in C order; else null
 * @param integers values of any kind of whole number, and truth values as 0 and 1; else null
 */
record Tensor(long[] shape, float[] floats, long[] integers) {
  static Tensor of(float[] values, long... shape) {
    return new Tensor(shape, values, null);
  }

  static Tensor of(long[] values, long... shape) {
    return new Tensor(shape, null, values);
  }

  /** Whole numbers that are all the same. */
  static Tensor full(long value, long... shape) {
    long[] values = new long[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    Arrays.fill(values, value);
    return of(values, shape);
  }

  int rank() {
    return shape.length;
  }

  /** A size; negative axes count from the last. */
  int size(int axis) {
    return Math.toIntExact(shape[axis < 0 ? axis + shape.length : axis]);
  }

  /** The values as real numbers. */
  float[] reals() {
    if (floats != null) {
      return floats;
    }
    float[] reals = new float[integers.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = integers[i];
    }
    return reals;
  }
}
