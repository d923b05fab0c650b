package org.segmentattribution.saliency.structure;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.MatrixProduct;

/**
 * A product of attention's weights and values.
 *
 * @param layer the product
 * @param weights number of the input that holds the weights
 */
public record AttentionProduct(Layer layer, int weights) {
  /** Finds those of a network, in order. */
  static List<AttentionProduct> of(LayerGraph graph) {
    Factors factors = new Factors(graph);
    List<AttentionProduct> found = new ArrayList<>();
    for (LayerGraph.Step step : graph.steps()) {
      if (step.layer() instanceof MatrixProduct) {
        boolean first = factors.attends(step.inputs().get(0));
        if (first || factors.attends(step.inputs().get(1))) {
          found.add(new AttentionProduct(step.layer(), first ? 0 : 1));
        }
      }
    }
    return List.copyOf(found);
  }
}
