package org.segmentattribution.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Automatic differentiation for the calling thread alone. DJL's {@code GradientCollector} allows
 * one per process; the engine's own switch, which this sets, is per thread.
 */
public final class Gradients {
  private Gradients() {}

  /** Runs with the graph of derivatives being recorded. */
  public static <T> T with(Supplier<T> action) {
    return switched(true, action);
  }

  /** Runs without; a fresh thread would record. */
  public static <T> T without(Supplier<T> action) {
    return switched(false, action);
  }

  private static <T> T switched(boolean on, Supplier<T> action) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    try {
      return action.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /**
   * Backward pass from the sum of an array's values; each leaf's gradient is added to what it has.
   * The recorded graph is released.
   */
  public static void backward(NDArray from) {
    try (NDArray seed = from.onesLike()) {
      backward(from, seed);
    }
  }

  /** Like {@link #backward(NDArray)}, from Σ seed · value. */
  public static void backward(NDArray from, NDArray seed) {
    JniUtils.backward((PtNDArray) from, (PtNDArray) seed, false, false);
  }

  /** Like {@link #backward(NDArray, NDArray)}, but the recorded graph stays for another pass. */
  public static void backwardKeeping(NDArray from, NDArray seed) {
    JniUtils.backward((PtNDArray) from, (PtNDArray) seed, true, false);
  }

  /** Sets a leaf's gradient back to zero. */
  public static void clear(NDArray leaf) {
    JniUtils.zeroGrad((PtNDArray) leaf);
  }
}
