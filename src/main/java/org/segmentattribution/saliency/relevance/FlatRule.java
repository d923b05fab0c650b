package org.segmentattribution.saliency.relevance;

import java.util.List;

/** R_i = Σ_j R_j / number of inputs of j; padding is not counted (Lapuschkin et al. 2019). */
public record FlatRule() implements RelevanceRule {
  @Override
  public List<Share> shares(LayerInput in) {
    return List.of(Share.of(in.linear(in.handle(), "1", w -> w.onesLike())));
  }

  @Override
  public boolean spreads() {
    return true;
  }
}
