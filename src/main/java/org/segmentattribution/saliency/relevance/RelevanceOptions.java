package org.segmentattribution.saliency.relevance;

import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.saliency.structure.LayerKinds;
import org.segmentattribution.saliency.structure.NetworkStructure;
import org.segmentattribution.saliency.structure.RelevancePaths;
import org.segmentattribution.saliency.structure.Role;

/**
 * How relevance is passed back through a network: the rules, and the treatment of ReLUs, averages
 * and joins.
 *
 * @param composite rules of the layers with weights
 * @param maskRelu whether a ReLU stops relevance where its input is not positive; otherwise it
 *     passes
 * @param evenAverages whether average pooling spreads relevance evenly; otherwise in proportion
 * @param copyAdd whether a join gives all its relevance to each branch; otherwise in proportion
 * @param positiveStart whether to start from max(f, 0) instead of f
 * @param paths where relevance goes at products of activations
 */
public record RelevanceOptions(
    Composite composite,
    boolean maskRelu,
    boolean evenAverages,
    boolean copyAdd,
    boolean positiveStart,
    RelevancePaths paths) {

  /** Returns the standard options: {@link #of(Composite, RelevancePaths)} on the usual paths. */
  public static RelevanceOptions of(Composite composite) {
    return of(composite, RelevancePaths.STANDARD);
  }

  /** Returns options that share in proportion in all layers without weights, started from f. */
  public static RelevanceOptions of(Composite composite, RelevancePaths paths) {
    return new RelevanceOptions(composite, false, false, false, false, paths);
  }

  /** Returns whether a value of 0 may get relevance inside a network. */
  boolean needsHandles(NetworkStructure structure) {
    return structure.layers().stream().anyMatch(layer -> needsHandle(layer, structure));
  }

  private boolean needsHandle(Layer layer, NetworkStructure structure) {
    Role.Kind kind = structure.roles(paths).of(layer).kind();
    if (structure.normalisation().contains(layer) || kind == Role.Kind.NONE) {
      return false;
    }
    if (layer instanceof WeightedLayer weighted) {
      NetworkStructure.Facts facts = structure.of(layer);
      RelevanceRule rule = composite.rule(weighted, structure);
      return kind == Role.Kind.RULE && rule.spreads() && !facts.first();
    }
    boolean pools = LayerKinds.averages(layer) && !structure.roles(paths).centres(layer);
    return (evenAverages && pools) || (copyAdd && layer instanceof Addition);
  }
}
