package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDArray;

/** A way to say how much each input value matters to the logit that is explained. */
@FunctionalInterface
public interface SaliencyMethod {
  /**
   * The attribution of a batch, signed and not normalised. What it gives one input must not depend
   * on the others.
   *
   * @param inputs the batch, with what all methods share
   * @return [N, C, H, W]; [N, 1, h, w] from a method that does not tell channels apart
   */
  NDArray attribute(ExplainedInputs inputs);
}
