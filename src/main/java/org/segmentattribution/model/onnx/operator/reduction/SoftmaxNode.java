package org.segmentattribution.model.onnx.operator.reduction;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.reduction.ReductionEmitter.Along;

/**
 * Softmax and LogSoftmax. Before operator set 13, all axes from the named one on are taken
 * together.
 */
final class SoftmaxNode {
  private static final long ONE_AXIS = 13;

  private SoftmaxNode() {}

  static void softmax(NodeReader node, GraphBuilder graph) {
    emit(
        node,
        graph,
        (n, g, along) -> g.emit(n, new Softmax(n.name(), along.stored()[0]), along.x()));
  }

  /** x - log Σ exp(x). */
  static void logarithm(NodeReader node, GraphBuilder graph) {
    emit(
        node,
        graph,
        (n, g, along) -> {
          FurtherReductions.logOfExponentials(n, g, along);
          Arithmetic below = new Arithmetic(n.name(), Arithmetic.Operation.SUB);
          g.emit(n, below, along.x(), g.made(n));
        });
  }

  private static void emit(NodeReader node, GraphBuilder graph, ReductionEmitter.Body body) {
    node.allow("axis");
    Axes axes = new Axes(graph);
    Activation x = graph.activation(node, 0);
    boolean old = graph.opset() < ONE_AXIS;
    int axis = axes.axis(node, x, node.integer("axis", old ? 1 : -1));
    boolean together = old && x.shape().slice(axis + 1).size() != 1;
    if (together) {
      Shape before = x.shape().slice(0, axis);
      Shape flat = before.add(x.shape().slice(axis).size());
      AxisLayout layout = new AxisLayout(-1, x.images(), x.layout().outer());
      along(node, graph, axes.as(node, x, flat, layout), axis, body);
      graph.pass(node, axes.as(node, graph.made(node), x.shape(), x.layout()));
    } else {
      along(node, graph, axes.with(node, x, axis), axis, body);
    }
  }

  private static void along(
      NodeReader node, GraphBuilder graph, Activation x, int axis, ReductionEmitter.Body body) {
    int stored = x.layout().stored(axis);
    body.emit(node, graph, new Along(x, new int[] {axis}, new int[] {stored}));
  }
}
