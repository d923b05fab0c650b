package org.segmentattribution.model.layer.fuse;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.layer.LayerGraph;

/**
 * What a search needs to know of each value of a graph.
 *
 * @param shapes for one image
 * @param uses how often layers take it; the graph's output counts as taken once more
 */
record GraphShapes(List<Shape> shapes, List<Integer> uses) {
  static GraphShapes of(LayerGraph graph, Shape image) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(image);
    int[] uses = new int[graph.steps().size() + 1];
    uses[uses.length - 1] = 1;
    for (LayerGraph.Step step : graph.steps()) {
      shapes.add(step.layer().shape(step.inputs().stream().map(shapes::get).toList()));
      step.inputs().forEach(from -> uses[from]++);
    }
    return new GraphShapes(shapes, Arrays.stream(uses).boxed().toList());
  }
}
