package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;

/**
 * Expected gradients: mean of (x - x₀) · ∇f(x₀ + α (x - x₀)) over baselines x₀ from a set and α
 * uniform in [0, 1) (Erion et al. 2021, equation 1). Every image gets the same draws.
 *
 * @param samples how many draws
 * @param seed of the draws
 * @param value of the baseline where there is no set
 * @param set M x C x H x W baselines, or null
 */
record GradientShap(int samples, long seed, float value, InputArray set) implements SaliencyMethod {

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return SampledGradients.mean(samples, PostProcessing.NONE)
        .sum(
            batch,
            (images, first, sample) -> {
              SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + sample);
              float at = (float) random.nextDouble();
              NDArray start =
                  set == null
                      ? new Baseline(value, null).of(images, first)
                      : set.blocks(images, random.nextInt(set.blocks()), 1);
              NDArray way = images.sub(start);
              return new SampledGradients.Point(way.mul(at).addi(start), way);
            });
  }
}
