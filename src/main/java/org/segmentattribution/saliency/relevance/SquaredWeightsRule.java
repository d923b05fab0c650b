package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** w²: R_i = Σ_j w_ij² / Σ_k w_kj² R_j, without bias (Montavon et al. 2017, equation 12). */
public record SquaredWeightsRule() implements RelevanceRule {
  @Override
  public List<Share> shares(LayerInput in) {
    NDArray sum = in.linear(in.handle(), "w²", NDArray::square);
    return List.of(new Share(sum, LayerInput.positive(sum)));
  }

  @Override
  public boolean spreads() {
    return true;
  }
}
