package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;

/**
 * (x - x₀) · Σ_k w_k ∇f(x₀ + α_k (x - x₀)) (Sundararajan, Taly, Yan 2017, equation 3). Sums to f(x)
 * - f(x₀) as the steps grow.
 *
 * @param rule rule that gives α and w
 * @param steps number of steps
 * @param baseline x₀
 */
public record IntegratedGradients(
    IntegrationRule rule, int steps, Baseline baseline, PostProcessing post)
    implements AttributionMethod {

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    IntegrationRule.Nodes nodes = rule.nodes(steps);
    NDArray mean =
        new SampledGradients(nodes.weights(), post)
            .sum(
                batch,
                (images, first, sample) -> {
                  NDArray start = baseline.of(images, first);
                  NDArray way = images.sub(start).muli(nodes.at()[sample]).addi(start);
                  return new SampledGradients.Point(way, null);
                });
    return mean.muli(batch.input().sub(baseline.of(batch.input(), batch.firstImage())));
  }
}
