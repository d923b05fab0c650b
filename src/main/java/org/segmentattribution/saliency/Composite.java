package org.segmentattribution.saliency;

import org.segmentattribution.model.Dense;
import org.segmentattribution.model.WeightedLayer;

/**
 * Which rule each layer with weights gets.
 *
 * @param first of convolutions and dense layers that take the network's input; null = as the others
 * @param convolution of convolutions and scales
 * @param dense of dense layers
 */
record Composite(RelevanceRule first, RelevanceRule convolution, RelevanceRule dense) {
  /** One rule everywhere. */
  static Composite of(RelevanceRule rule) {
    return new Composite(null, rule, rule);
  }

  RelevanceRule rule(WeightedLayer layer, NetworkStructure.Facts facts) {
    if (first != null && facts.first()) {
      return first;
    }
    return layer instanceof Dense ? dense : convolution;
  }
}
