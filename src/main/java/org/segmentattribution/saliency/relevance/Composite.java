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
 * @param projection rule of the dense layers before and behind attention; null = as other dense
 *     layers
 */
public record Composite(
    RelevanceRule first, RelevanceRule convolution, RelevanceRule dense, RelevanceRule projection) {
  /** Makes a composite without a rule of its own for attention's projections. */
  public Composite(RelevanceRule first, RelevanceRule convolution, RelevanceRule dense) {
    this(first, convolution, dense, null);
  }

  /** Returns one rule for all layers. */
  public static Composite of(RelevanceRule rule) {
    return new Composite(null, rule, rule);
  }

  /** Returns this composite with another rule in attention's projections. */
  Composite projecting(RelevanceRule rule) {
    return new Composite(first, convolution, dense, rule);
  }

  RelevanceRule rule(WeightedLayer layer, NetworkStructure structure) {
    if (first != null && structure.of(layer).first()) {
      return first;
    }
    if (projection != null && structure.projections().contains(layer)) {
      return projection;
    }
    return layer instanceof Dense ? dense : convolution;
  }
}
