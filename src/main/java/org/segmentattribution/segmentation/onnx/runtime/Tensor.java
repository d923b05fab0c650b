package org.segmentattribution.segmentation.onnx.runtime;

import java.util.Arrays;

/**
 * An array that goes into an ONNX graph or comes out of it.
 *
 * @param shape sizes, outermost first; none for a scalar
 * @param floats values of any kind of real number, in C order; else null
 * @param integers values of any kind of whole number, and truth values as 0 and 1; else null
 */
public record Tensor(long[] shape, float[] floats, long[] integers) {
  public static Tensor of(float[] values, long... shape) {
    return new Tensor(shape, values, null);
  }

  public static Tensor of(long[] values, long... shape) {
    return new Tensor(shape, null, values);
  }

  /** Whole numbers that are all the same. */
  public static Tensor full(long value, long... shape) {
    long[] values = new long[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    Arrays.fill(values, value);
    return of(values, shape);
  }

  public int rank() {
    return shape.length;
  }

  /** Returns a size; negative axes count from the last. */
  public int size(int axis) {
    return Math.toIntExact(shape[axis < 0 ? axis + shape.length : axis]);
  }

  /** Returns the values as real numbers. */
  public float[] reals() {
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
