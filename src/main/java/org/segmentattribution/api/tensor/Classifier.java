package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDArray;

/**
 * A trained classifier of a format that a jar adds. It shows no layers, so methods that need
 * gradients alone explain it. Called by several threads.
 */
public interface Classifier extends AutoCloseable {
  /** {@return the number of logits, at least 2} */
  int classes();

  /**
   * The logits.
   *
   * @param input [N, C, H, W], float32, preprocessed; N may be any number from 1
   * @return [N, classes], in the manager of the input; differentiable in the input. No image may
   *     affect the logits of another.
   */
  NDArray logits(NDArray input);

  /** Frees what the manager of the {@link ClassifierRequest} does not. */
  @Override
  default void close() {}
}
