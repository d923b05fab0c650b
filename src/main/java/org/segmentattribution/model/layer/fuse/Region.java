package org.segmentattribution.model.layer.fuse;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;

/**
 * Layers that make one value from one other value, and whose values nothing else takes.
 *
 * @param input number of the value that the region takes
 * @param steps by the number of the value they make; the last makes the region's value
 * @param values of the graph
 */
record Region(int input, TreeMap<Integer, LayerGraph.Step> steps, GraphShapes values) {
  /** No known function is written with more layers. */
  private static final int MOST = 20;

  /** A region that was recognised, and the layers that compute the same. */
  record Found(Region region, List<Layer> layers) {}

  /** Looks for a region that ends in a value and that one of the recognisers knows. */
  static Optional<Found> search(
      LayerGraph graph, GraphShapes values, int end, List<Recogniser> recognisers) {
    for (Recogniser recogniser : recognisers) {
      Optional<Found> found = search(graph, values, end, recogniser);
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
  private static Optional<Found> search(
      LayerGraph graph, GraphShapes values, int end, Recogniser recogniser) {
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

  /** Shape of the value it takes, for one image. */
  Shape shape() {
    return values.shapes().get(input);
  }

  /** The layer that makes its value. */
  Layer last() {
    return steps.lastEntry().getValue().layer();
  }

  /** Shapes of all values that its layers make, the last included. */
  List<Shape> made() {
    return steps.keySet().stream().map(values.shapes()::get).toList();
  }

  /** The layers of one class. */
  <T extends Layer> List<T> layers(Class<T> type) {
    return steps.values().stream()
        .map(LayerGraph.Step::layer)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Numbers of the values that only its own layers take. */
  List<Integer> inner() {
    return new ArrayList<>(new TreeSet<>(steps.headMap(steps.lastKey()).keySet()));
  }

  /**
   * Computes the region's value for a row of numbers.
   *
   * @param axes along which the row lies; none where each number stands alone
   */
  double[] apply(double[] row, int... axes) {
    TreeMap<Integer, double[]> made = new TreeMap<>();
    made.put(input, row);
    RowArithmetic arithmetic = new RowArithmetic(row.length, axes);
    steps.forEach(
        (number, step) ->
            made.put(
                number,
                arithmetic.apply(step.layer(), step.inputs().stream().map(made::get).toList())));
    return made.lastEntry().getValue();
  }
}
