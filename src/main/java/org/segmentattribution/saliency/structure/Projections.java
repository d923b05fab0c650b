package org.segmentattribution.saliency.structure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.Scale;

/** Finds the dense layers whose output or input is a factor or the result of attention. */
final class Projections {
  private final List<LayerGraph.Step> steps;

  private Projections(LayerGraph graph) {
    steps = graph.steps();
  }

  static Set<Layer> of(LayerGraph graph) {
    Projections all = new Projections(graph);
    Set<Layer> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (LayerGraph.Step step : graph.steps()) {
      if (step.layer() instanceof MatrixProduct) {
        step.inputs().stream().map(all::source).filter(Dense.class::isInstance).forEach(found::add);
      }
      boolean behind = all.source(step.inputs().get(0)) instanceof MatrixProduct;
      if (step.layer() instanceof Dense && behind) {
        found.add(step.layer());
      }
    }
    return found;
  }

  /** Returns the layer that makes what a value is a moved and scaled form of. */
  private Layer source(int value) {
    int from = value;
    while (from > 0) {
      Layer layer = steps.get(from - 1).layer();
      if (!(layer instanceof Scale) && !LayerKinds.moves(layer)) {
        return layer;
      }
      from = steps.get(from - 1).inputs().get(0);
    }
    return null;
  }
}
