package org.segmentattribution.runtime;

import java.util.Arrays;

/**
 * An array that goes into an ONNX graph or comes out of it.
 *
 * @param shape sizes, outermost first; none for a scalar
 * @param floats values if they are real numbers of any kind, in C order; otherwise null
 * @param integers values if they are whole numbers of any kind, or truth values as 0 and 1;
 *     otherwise null
 */
public record Tensor(long[] shape, float[] floats, long[] integers) {
  public static Tensor of(float[] values, long... shape) {
    return new Tensor(shape, values, null);
  }

  public static Tensor of(long[] values, long... shape) {
    return new Tensor(shape, null, values);
  }

  /** Returns a tensor filled with one whole number. */
  public static Tensor full(long value, long... shape) {
    long[] values = new long[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    Arrays.fill(values, value);
    return of(values, shape);
  }

  public int rank() {
    return shape.length;
  }

  /** Returns the size of an axis; negative axes count from the last. */
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
