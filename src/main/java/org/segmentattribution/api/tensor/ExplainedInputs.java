package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDArray;

/**
 * A batch of inputs to explain, with values that all methods share. Each is computed once, when it
 * is first asked for. For use by one thread. Every array lives until the batch ends.
 */
public interface ExplainedInputs {
  /** {@return the preprocessed inputs, [N, C, H, W]; do not change them} */
  NDArray input();

  /** {@return N, the number of inputs} */
  int size();

  /** {@return the logits, [N][classes]} */
  float[][] logits();

  /** {@return index of the explained class for each input, [N]} */
  int[] targets();

  /** {@return ∂f/∂x, the gradient of the explained logit f, [N, C, H, W]} */
  NDArray gradient();

  /**
   * Computes the logits of any inputs, without derivatives.
   *
   * @param inputs [n, C, H, W], at most {@link #passSize} at once
   * @return [n, classes]
   */
  NDArray logits(NDArray inputs);

  /**
   * Computes ∂/∂x of one logit for each of any inputs.
   *
   * @param inputs [n, C, H, W], at most {@link #passSize} at once; the call closes them, so pass a
   *     copy if you still need them
   * @param classes one class index for each input, [n]
   * @return [n, C, H, W]
   */
  NDArray gradient(NDArray inputs, int[] classes);

  /**
   * {@return the largest number of inputs that one pass should hold, at least 1; it may become
   * smaller while a batch is explained}
   */
  int passSize();
}
