package org.segmentattribution.saliency;

/** A method that shares out the explained logit, and can tell where it went. */
public interface ConservingMethod extends AttributionMethod {
  /** Explains a batch of one image and adds up. */
  Conservation conservation(ExplainedBatch batch);
}
