package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;

/** ∂f/∂x, signed (Simonyan, Vedaldi, Zisserman 2014). */
record Gradient(PostProcessing post) implements SaliencyMethod {
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return post.apply(batch.gradient());
  }
}
