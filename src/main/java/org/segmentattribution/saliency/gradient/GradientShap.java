package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;

/**
 * Expected gradients: mean of (x - x₀) · ∇f(x₀ + α (x - x₀)) over baselines x₀ from a set and α
 * uniform in [0, 1) (Erion et al. 2021, equation 1). Every image gets equal draws.
 *
 * @param samples number of draws
 * @param seed of the draws
 * @param baseline x₀; where it is an array, M x C x H x W, the set
 */
public record GradientShap(int samples, long seed, Baseline baseline) implements AttributionMethod {

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return SampledGradients.mean(samples, PostProcessing.NONE)
        .sum(
            batch,
            (images, first, sample) -> {
              SplittableRandom random = SampledGradients.random(seed, sample);
              float at = (float) random.nextDouble();
              NDArray start = baseline.drawn(images, random);
              NDArray way = images.sub(start);
              return new SampledGradients.Point(way.mul(at).addi(start), way);
            });
  }
}
