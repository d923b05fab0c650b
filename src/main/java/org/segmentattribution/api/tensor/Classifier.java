package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDArray;

/**
 * A trained classifier of a format that a jar adds. It shows no layers, so only methods that need
 * nothing but gradients explain it. Called by several threads.
 */
public interface Classifier extends AutoCloseable {
  /** {@return the number of logits, at least 2} */
  int classes();

  /**
   * Computes the logits.
   *
   * @param input [N, C, H, W], float32, preprocessed; N may be any number from 1
   * @return [N, classes], in the manager of the input; differentiable in the input. No image may
   *     affect the logits of another.
   */
  NDArray logits(NDArray input);

  /** Frees what the manager of the {@link ClassifierRequest} does not free. */
  @Override
  default void close() {}
}
