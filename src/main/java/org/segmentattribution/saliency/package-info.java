/**
 * Computes how much each input value matters to a logit. {@link Explainer} runs methods over
 * batches; {@link SaliencyMethods} finds methods by name, and {@link ExplainedBatch} holds what
 * they share. The methods themselves are in the packages below.
 */
package org.segmentattribution.saliency;
