package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDArray;

/**
 * A batch of inputs that a saliency method explains, with what all methods share: each part is
 * computed when it is first asked for, and once. Used by one thread. Every array lives until the
 * batch ends.
 */
public interface ExplainedInputs {
  /** {@return the preprocessed inputs, [N, C, H, W]; do not change them} */
  NDArray input();

  /** {@return how many inputs, N} */
  int size();

  /** {@return the logits, [N][classes]} */
  float[][] logits();

  /** {@return index of the class that is explained for each input, [N]} */
  int[] targets();

  /** {@return ∂f/∂x of the explained logit f, [N, C, H, W]} */
  NDArray gradient();

  /**
   * The logits of any inputs, without derivatives.
   *
   * @param inputs [n, C, H, W], at most {@link #passSize} at once
   * @return [n, classes]
   */
  NDArray logits(NDArray inputs);

  /**
   * ∂/∂x of the logits with these numbers, for any inputs.
   *
   * @param inputs [n, C, H, W], at most {@link #passSize} at once; closed by the call, so give a
   *     copy of what is still needed
   * @param classes one class index for each input, [n]
   * @return [n, C, H, W]
   */
  NDArray gradient(NDArray inputs, int[] classes);

  /**
   * {@return the most inputs that one pass should hold, at least 1; it may sink as a batch goes on}
   */
  int passSize();
}
