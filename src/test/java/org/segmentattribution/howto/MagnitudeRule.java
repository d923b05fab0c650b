package org.segmentattribution.howto;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.segmentattribution.saliency.AttributionMethodProvider;
import org.segmentattribution.saliency.AvailableMethod;
import org.segmentattribution.saliency.relevance.LayerInput;
import org.segmentattribution.saliency.relevance.Relevance;
import org.segmentattribution.saliency.relevance.RelevanceRule;

/**
 * Relevance in proportion to the magnitudes of the products: R_i = Σ_j |a_i w_ij| R_j / Σ_k |a_k
 * w_kj|. No sum cancels, so no denominator comes near 0.
 */
public record MagnitudeRule() implements RelevanceRule {
  @Override
  public List<Share> shares(LayerInput in) {
    NDArray positive = in.positivePart(in.positiveBias(false));
    NDArray negative = in.negativePart(in.negativeBias(false));
    return List.of(Share.of(positive.sub(negative)));
  }

  /** Puts a method that uses the rule in every layer among the methods. */
  public static final class Provider implements AttributionMethodProvider {
    @Override
    public List<AvailableMethod> methods() {
      RelevanceRule rule = new MagnitudeRule();
      return List.of(
          new AvailableMethod(
              "lrp-magnitude",
              "layer-wise relevance, by the magnitudes of the products",
              parameters -> Relevance.of(null, rule, rule)));
    }
  }
}
