package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.saliency.Parameter;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * Favours products with the sign of the output: where z > 0, R_i = Σ_j (a_i w_ij + γ (a_i w_ij)+)
 * R_j / d_j; where z < 0, with the negative products instead of the positive; where z = 0, nothing
 * (Montavon et al. 2019; both signs as in zennit's {@code Gamma}). Biases are treated alike.
 *
 * @param gamma at least 0; 0 is the z rule
 */
public record GammaRule(float gamma) implements RelevanceRule {
  /** The parameter of methods that use the rule. */
  static final Parameter PARAMETER =
      new Parameter("gamma", "0.25", "how much contributions of the output's sign are favoured");

  /** γ of convolutions as CP-LRP's preset has it. */
  static final Parameter CONVOLUTIONS = new Parameter("conv-gamma", "0.25", "γ of convolutions");

  /** γ of dense layers as CP-LRP's preset has it. */
  static final Parameter DENSE = new Parameter("dense-gamma", "0.05", "γ of dense layers");

  /** With γ = 0 this is the z rule, whose own derivative needs no second pass. */
  @Override
  public boolean ordinary() {
    return gamma == 0;
  }

  @Override
  public List<Share> shares(LayerInput in) {
    return oneSign(in) ? List.of(rectified(in)) : signed(in);
  }

  /** Computes {@link #signed} with fewer passes over the output: both shares are of |z| + c m. */
  @Override
  public NDArray output(LayerInput in) {
    if (oneSign(in)) {
      return null;
    }
    NDArray value = in.output().stopGradient();
    NDArray sum = in.output().abs().addi(in.absoluteSum(part()));
    NDArray ratio = Gradients.without(() -> value.div(sum));
    return Surrogate.withValue(sum.muli(ratio), value);
  }

  private static boolean oneSign(LayerInput in) {
    return in.rectified() && in.nonNegative();
  }

  /** Returns c of {@link #signed}. */
  private float part() {
    return gamma / (2 + gamma);
  }

  /** Returns the share for z > 0 only, where only weights have signs: one convolution. */
  private Share rectified(LayerInput in) {
    NDArray weight =
        in.layer().prepared("w + " + gamma + " w+", w -> w.maximum(0f).muli(gamma).addi(w));
    NDArray bias =
        Gradients.without(() -> in.bias(true).maximum(0f).muli(gamma).addi(in.bias(true)));
    NDArray sum = in.layer().forward(in.signal(), weight, in.counted(bias));
    return new Share(sum, LayerInput.positive(sum));
  }

  /**
   * Returns the shares of z + γ p where z > 0, and of z + γ n where z < 0, with p and n the parts
   * of z. As p = (m + z) / 2 and n = (z - m) / 2, where m = Σ |a w| + |b|, both are (1 + γ/2) (z +
   * s c m) with s the sign of z and c = γ / (2 + γ). z and s m have one sign, so no digits are
   * lost.
   */
  private List<Share> signed(LayerInput in) {
    NDArray z = in.output();
    NDArray m = in.absoluteSum(part());
    NDArray constant = in.value();
    // infinite where z = 0: nothing
    NDArray ofZ =
        Gradients.without(() -> constant.abs().addi(m.stopGradient()).divi(constant.sign()));
    return List.of(new Share(z, ofZ), new Share(m, Gradients.without(ofZ::abs)));
  }
}
