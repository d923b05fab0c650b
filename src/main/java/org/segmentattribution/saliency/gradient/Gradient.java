package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.saliency.ExplainedBatch;
import org.segmentattribution.saliency.SaliencyMethod;

/** ∂f/∂x, signed (Simonyan, Vedaldi, Zisserman 2014). */
public record Gradient(PostProcessing post) implements SaliencyMethod {
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return post.apply(batch.gradient());
  }
}
