package org.segmentattribution.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Differentiates automatically, for the calling thread only. DJL's {@code GradientCollector} allows
 * one per process; the engine's own switch, which this class sets, is per thread.
 */
public final class Gradients {
  private Gradients() {}

  /** Runs an action and records the graph of derivatives. */
  public static <T> T with(Supplier<T> action) {
    return switched(true, action);
  }

  /** Runs an action without recording; a new thread would record. */
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
   * Runs the backward pass from the sum of an array's values and adds to each leaf's gradient.
   * Releases the recorded graph.
   */
  public static void backward(NDArray from) {
    try (NDArray seed = from.onesLike()) {
      backward(from, seed);
    }
  }

  /** Runs the backward pass as {@link #backward(NDArray)} does, from Σ seed · value. */
  public static void backward(NDArray from, NDArray seed) {
    JniUtils.backward((PtNDArray) from, (PtNDArray) seed, false, false);
  }

  /**
   * Runs the backward pass as {@link #backward(NDArray, NDArray)} does, but keeps the recorded
   * graph for another pass.
   */
  public static void backwardKeeping(NDArray from, NDArray seed) {
    JniUtils.backward((PtNDArray) from, (PtNDArray) seed, true, false);
  }

  /** Sets a leaf's gradient back to zero. */
  public static void clear(NDArray leaf) {
    JniUtils.zeroGrad((PtNDArray) leaf);
  }
}
