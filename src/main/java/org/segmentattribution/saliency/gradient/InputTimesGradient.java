package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;

/** x · ∂f/∂x (Shrikumar, Greenside, Shcherbina, Kundaje 2016). */
public record InputTimesGradient() implements AttributionMethod {
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return batch.input().mul(batch.gradient());
  }
}
