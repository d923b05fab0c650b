package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** Functions of one value that are made of several layers. */
final class CompositeNode {
  private CompositeNode() {}

  static void negative(NodeReader node, GraphBuilder graph) {
    new ScaleShift(graph).line(node, graph.activation(node, 0), -1, 0);
  }

  static void hardSigmoid(NodeReader node, GraphBuilder graph) {
    hardSigmoid(node, graph, node.real("alpha", 0.2f), node.real("beta", 0.5f));
  }

  /** min(max(α x + β, 0), 1). */
  private static void hardSigmoid(NodeReader node, GraphBuilder graph, float alpha, float beta) {
    new ScaleShift(graph).line(node, graph.activation(node, 0), alpha, beta);
    graph.then(node, new Clipping(node.name(), 0, 1));
  }

  /** x · hardSigmoid(x) with α = 1/6 and β = 1/2, Howard et al. 2019. */
  static void hardSwish(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    hardSigmoid(node, graph, 1 / 6f, 0.5f);
    product(node, graph, x);
  }

  /** max(x, 0) + min(0, α (exp(x/α) - 1)), Barron 2017. */
  static void celu(NodeReader node, GraphBuilder graph) {
    node.allow("alpha");
    float alpha = node.real("alpha", 1);
    if (alpha == 0) {
      throw node.refuse("alpha must not be 0");
    }
    ScaleShift lines = new ScaleShift(graph);
    lines.line(node, graph.activation(node, 0), 1 / alpha, 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.ELU, 1));
    lines.line(node, graph.made(node), alpha, 0);
  }

  /** x tanh(softplus(x)), Misra 2019. */
  static void mish(NodeReader node, GraphBuilder graph) {
    node.allow();
    Activation x = graph.activation(node, 0);
    graph.emit(node, new Elementwise(node.name(), Elementwise.Function.SOFTPLUS, 1), x);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.TANH, 1));
    product(node, graph, x);
  }

  /** x · sigmoid(α x), Ramachandran, Zoph, Le 2017. */
  static void swish(NodeReader node, GraphBuilder graph) {
    node.allow("alpha");
    float alpha = node.real("alpha", 1);
    Activation x = graph.activation(node, 0);
    graph.pass(node, x);
    if (alpha != 1) {
      new ScaleShift(graph).line(node, x, alpha, 0);
    }
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.SIGMOID, 1));
    product(node, graph, x);
  }

  /** Multiplies what the node has made so far by a value. */
  static void product(NodeReader node, GraphBuilder graph, Activation x) {
    Arithmetic product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
  }
}
