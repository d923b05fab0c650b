package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;

/** ∂f/∂x, with its sign (Simonyan, Vedaldi, Zisserman 2014). */
public record Gradient(PostProcessing post) implements AttributionMethod {
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return post.apply(batch.gradient());
  }
}
