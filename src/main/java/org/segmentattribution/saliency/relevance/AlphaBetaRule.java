package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * R_i = α Σ_j (a_i w_ij)+ R_j / p_j - β Σ_j (a_i w_ij)- R_j / n_j, with p and n the sums of the
 * positive and of the negative products (Bach et al. 2015, equation 60). α = 1, β = 0 is the z+
 * rule (Montavon et al. 2017, equation 18).
 *
 * @param alpha at least 1; β = α - 1
 * @param bias the part of the bias that p and n include
 */
public record AlphaBetaRule(float alpha, BiasPart bias) implements RelevanceRule {
  /** The rule of deep Taylor decomposition. */
  public static final AlphaBetaRule Z_PLUS = new AlphaBetaRule(1, BiasPart.NONE);

  @Override
  public List<Share> shares(LayerInput in) {
    List<Share> shares = new ArrayList<>();
    boolean both = bias == BiasPart.BOTH;
    boolean clipped = bias == BiasPart.CLIPPED;
    NDArray positive = in.positivePart(both ? in.bias(true) : in.positiveBias(clipped));
    shares.add(share(positive, alpha));
    if (alpha != 1) {
      NDArray negative = in.negativePart(both ? in.bias(true) : in.negativeBias(clipped));
      shares.add(share(negative, 1 - alpha));
    }
    return shares;
  }

  private Share share(NDArray part, float factor) {
    NDArray denominator = bias == BiasPart.BOTH ? LayerInput.safe(part) : part.stopGradient();
    return new Share(part, denominator, factor);
  }
}
