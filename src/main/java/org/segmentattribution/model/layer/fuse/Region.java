package org.segmentattribution.model.layer.fuse;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
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
  /** Shape of the value it takes, for one image. */
  Shape shape() {
    return values.shapes().get(input);
  }

  /** The layer that makes its value. */
  Layer last() {
    return steps.lastEntry().getValue().layer();
  }

  /** The name of its first layer: where it is written in parts, the parts get names behind it. */
  String name() {
    return steps.firstEntry().getValue().layer().name();
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
   * @param axes along which the row lies; none where each number is by itself
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
