package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;

/**
 * R_i = Σ_j a_i w_ij R_j / (z_j + ε s(z_j)), s = +1 for z ≥ 0 and -1 for z < 0 (Bach et al. 2015,
 * equation 58). With ε = 0 the z rule (equation 56), where a z that is exactly 0 is made 1e-7.
 *
 * @param epsilon absolute value, at least 0
 * @param relative whether ε is multiplied by the root mean square of z in the layer, image by image
 * @param bias whether z includes the bias
 */
public record EpsilonRule(float epsilon, boolean relative, boolean bias) implements RelevanceRule {
  /** Added before the sign is taken, so that 0 counts as positive. */
  private static final float ABOVE_ZERO = 2e-38f;

  @Override
  public List<Share> shares(LayerInput in) {
    NDArray z =
        bias ? in.output() : in.layer().forward(in.signal(), in.layer().weight(), in.bias(false));
    return List.of(new Share(z, denominator(z)));
  }

  @Override
  public boolean ordinary() {
    return epsilon == 0 && bias;
  }

  private NDArray denominator(NDArray z) {
    if (epsilon == 0) {
      return LayerInput.safe(z);
    }
    return Gradients.without(
        () -> {
          NDArray constant = z.stopGradient();
          // in place: the largest layers make an array of a hundred megabytes at each step
          NDArray step = constant.add(ABOVE_ZERO).signi();
          NDArray scaled =
              relative ? step.muli(rootMeanSquare(constant).mul(epsilon)) : step.muli(epsilon);
          return scaled.addi(constant);
        });
  }

  /** Returns the root mean square of each image, [N, 1, ...]. */
  private static NDArray rootMeanSquare(NDArray z) {
    int[] axes = new int[z.getShape().dimension() - 1];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    long values = z.size() / z.getShape().get(0);
    return z.square().sum(axes, true).div(values).sqrt().maximum(ABOVE_ZERO);
  }
}
