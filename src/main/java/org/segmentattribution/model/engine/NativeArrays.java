package org.segmentattribution.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Arrays of Java's numbers in memory of the engine. What {@link NDManager#create(float[])} makes
 * lies in a buffer of Java, which is freed with the array. A recorded computation may read it
 * later, in the backward pass. Arrays of this class live until the recorded graph is released.
 */
public final class NativeArrays {
  private NativeArrays() {}

  /** Returns a number as an array of shape []; it belongs to the scope. */
  public static NDArray number(NDManager scope, double value) {
    return scope.full(new Shape(), (float) value);
  }

  /** Returns numbers as an array of a shape; it belongs to the scope. */
  public static NDArray numbers(NDManager scope, float[] values, Shape shape) {
    try (NDArray made = scope.create(values, shape)) {
      return made.duplicate();
    }
  }

  /** Returns indices as an array of a shape; it belongs to the scope. */
  public static NDArray indices(NDManager scope, long[] values, Shape shape) {
    try (NDArray made = scope.create(values, shape)) {
      return made.duplicate();
    }
  }
}
