package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDArray;

/** Computes how much each input value matters to the explained logit. */
@FunctionalInterface
public interface SaliencyMethod {
  /**
   * Computes the attribution of a batch, signed and not normalised. The result for one input must
   * not depend on the other inputs.
   *
   * @param inputs the batch, with values that all methods share
   * @return [N, C, H, W]; [N, 1, h, w] from a method that does not distinguish channels
   */
  NDArray attribute(ExplainedInputs inputs);
}
