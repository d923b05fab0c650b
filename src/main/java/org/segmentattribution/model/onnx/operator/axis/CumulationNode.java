package org.segmentattribution.model.onnx.operator.axis;

import org.segmentattribution.model.layer.shape.LinearMap;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/**
 * CumSum: each value along an axis is the sum of those before it and, unless exclusive, of itself.
 */
final class CumulationNode {
  private CumulationNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("exclusive", "reverse");
    Axes axes = new Axes(graph);
    Activation given = graph.activation(node, 0);
    int axis = axes.axis(node, given, graph.constants().integers(node, 1)[0]);
    Activation x = axes.with(node, given, axis);
    int size = Math.toIntExact(x.size(axis));
    boolean itself = node.integer("exclusive", 0) == 0;
    boolean backwards = node.integer("reverse", 0) != 0;
    float[] matrix = new float[graph.constants().room(node, size, size)];
    for (int k = 0; k < matrix.length; k++) {
      int from = k / size;
      int to = k % size;
      boolean counts = from == to ? itself : backwards ? from > to : from < to;
      matrix[k] = counts ? 1 : 0;
    }
    graph.emit(
        node,
        new LinearMap(
            node.name(),
            x.layout().stored(axis),
            x.stored().dimension(),
            graph.array(matrix, size, size)),
        x);
  }
}
