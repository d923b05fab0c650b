package org.segmentattribution.model.onnx.operator.reduction;

import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Norm;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** LpNormalization with p = 2: divides by the Euclidean length along an axis. */
final class LengthNormalizationNode {
  private LengthNormalizationNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("axis", "p");
    if (node.integer("p", 2) != 2) {
      throw node.refuse("p other than 2 is not supported");
    }
    Axes axes = new Axes(graph);
    Activation input = graph.activation(node, 0);
    int axis = axes.axis(node, input, node.integer("axis", -1));
    Activation x = axes.with(node, input, axis);
    Layer norm = new Norm(node.name(), x.layout().stored(axis));
    Activation length = graph.emit(node, "", x.layout(), norm, x);
    graph.emit(node, new Arithmetic(node.name(), Arithmetic.Operation.DIV), x, length);
  }
}
