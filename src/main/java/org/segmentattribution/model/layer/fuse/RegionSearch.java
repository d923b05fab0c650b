package org.segmentattribution.model.layer.fuse;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;

/**
 * Looks for regions that a recogniser knows.
 *
 * @param values of the graph
 */
record RegionSearch(LayerGraph graph, GraphShapes values) {
  /** No known function is written with more layers. */
  private static final int MOST = 20;

  /** A region that was recognised, and the layers that compute the same. */
  record Found(Region region, List<Layer> layers) {}

  /** Looks for a region that ends in a value and that one of the recognisers knows. */
  Optional<Found> endingIn(int end, List<Recogniser> recognisers) {
    for (Recogniser recogniser : recognisers) {
      Optional<Found> found = endingIn(end, recogniser);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Walks back from the end, the latest value first, so that all layers that take a value were seen
   * before. Where one value is left over, everything depends on the image through it alone.
   */
  private Optional<Found> endingIn(int end, Recogniser recogniser) {
    TreeMap<Integer, LayerGraph.Step> steps = new TreeMap<>();
    // values that are taken, and how often within the region
    TreeMap<Integer, Integer> open = new TreeMap<>();
    int next = end;
    while (next > 0 && steps.size() < MOST) {
      LayerGraph.Step step = graph.steps().get(next - 1);
      boolean inside = next == end || values.uses().get(next).equals(open.get(next));
      if (!inside || !recogniser.takes(step.layer())) {
        return Optional.empty();
      }
      open.remove(next);
      steps.put(next, step);
      step.inputs().forEach(from -> open.merge(from, 1, Integer::sum));
      next = open.lastKey();
      if (open.size() == 1 && steps.size() > 1) {
        Region region = new Region(next, new TreeMap<>(steps), values);
        List<Layer> layers = recogniser.recognise(region);
        if (!layers.isEmpty()) {
          return Optional.of(new Found(region, layers));
        }
      }
    }
    return Optional.empty();
  }
}
