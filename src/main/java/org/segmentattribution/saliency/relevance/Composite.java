package org.segmentattribution.saliency.relevance;

import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.saliency.structure.NetworkStructure;

/**
 * Chooses the rule for each layer with weights.
 *
 * @param first rule of convolutions and dense layers that take the network's input; null = as other
 *     layers
 * @param convolution rule of convolutions and scales
 * @param dense rule of dense layers
 */
public record Composite(RelevanceRule first, RelevanceRule convolution, RelevanceRule dense) {
  /** Returns one rule for all layers. */
  public static Composite of(RelevanceRule rule) {
    return new Composite(null, rule, rule);
  }

  RelevanceRule rule(WeightedLayer layer, NetworkStructure.Facts facts) {
    if (first != null && facts.first()) {
      return first;
    }
    return layer instanceof Dense ? dense : convolution;
  }
}
