package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;

/** ∂f/∂x, signed (Simonyan, Vedaldi, Zisserman 2014). */
final class Gradient implements SaliencyMethod {
  @Override
  public String name() {
    return "gradient";
  }

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return batch.gradient();
  }
}
