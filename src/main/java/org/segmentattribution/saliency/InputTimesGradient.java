package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;

/** x · ∂f/∂x (Shrikumar, Greenside, Shcherbina, Kundaje 2016). */
record InputTimesGradient() implements SaliencyMethod {
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return batch.input().mul(batch.gradient());
  }
}
