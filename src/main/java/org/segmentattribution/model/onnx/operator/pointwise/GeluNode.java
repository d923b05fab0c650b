package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** Gelu, Hendrycks and Gimpel 2016, exact or by tanh. */
final class GeluNode {
  private GeluNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("approximate");
    switch (node.text("approximate", "none")) {
      case "none" -> byErf(node, graph);
      case "tanh" -> byTanh(node, graph);
      default -> throw node.refuse("approximate is none or tanh");
    }
  }

  /** x/2 (1 + erf(x/√2)). */
  private static void byErf(NodeReader node, GraphBuilder graph) {
    ScaleShift lines = new ScaleShift(graph);
    Activation x = graph.activation(node, 0);
    lines.line(node, x, (float) Math.sqrt(0.5), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.ERF, 1));
    lines.line(node, graph.made(node), 0.5f, 0.5f);
    CompositeNode.product(node, graph, x);
  }

  /** x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))). */
  private static void byTanh(NodeReader node, GraphBuilder graph) {
    ScaleShift lines = new ScaleShift(graph);
    Activation x = graph.activation(node, 0);
    graph.emit(node, new Arithmetic(node.name() + ".square", Arithmetic.Operation.MUL), x, x);
    lines.line(node, graph.made(node), 0.044715f, 1);
    CompositeNode.product(node, graph, x);
    lines.line(node, graph.made(node), (float) Math.sqrt(2 / Math.PI), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.TANH, 1));
    lines.line(node, graph.made(node), 0.5f, 0.5f);
    CompositeNode.product(node, graph, x);
  }
}
