package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;

/**
 * Mean of ∇f(x + σ e) over samples of e, unit normal for each value (Smilkov et al. 2017, section
 * 3). Every image gets equal noise, so that results do not depend on how images are batched.
 *
 * @param samples number of samples
 * @param noise σ
 * @param unit e
 */
public record SmoothGrad(int samples, NoiseScale noise, UnitNoise unit, PostProcessing post)
    implements AttributionMethod {

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return SampledGradients.mean(samples, post)
        .sum(
            batch,
            (images, first, sample) -> {
              NDArray e = unit.of(images, first, sample);
              NDArray scaled = e.mul(noise.of(images.getManager(), batch.range()));
              return new SampledGradients.Point(images.add(scaled), null);
            });
  }
}
