package org.segmentattribution.model.onnx.operator.window;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.Reshapes;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/**
 * Emits an operator on planes, [N, C, H, W]. A line, [N, C, W], becomes a plane of height 1 and the
 * result a line again. Groups or heads along the images' axis get planes of their own.
 *
 * @param body what the operator does with the planes
 */
record PlaneEmitter(Body body) implements OnnxOperator.Emitter {
  /** An operator on planes. */
  interface Body {
    /** Makes the node's output from planes that have the images first. */
    void emit(NodeReader node, GraphBuilder graph, Activation planes);
  }

  @Override
  public void emit(NodeReader node, GraphBuilder graph) {
    Axes axes = new Axes(graph);
    Activation given = graph.activation(node, 0);
    boolean line = WindowAttributes.isLine(given);
    Activation whole =
        axes.planes(node, given, line ? WindowAttributes.LINE : WindowAttributes.PLANE);
    if (line) {
      Shape plane = new Shape(given.size(0), given.size(1), 1, given.size(2));
      whole = axes.as(node, whole, plane, whole.layout());
    }
    boolean each = whole.imagesFirst();
    Activation x = whole;
    if (!each) {
      Shape plane = whole.shape().slice(1);
      Layer rows = new Reshaping(node.name() + ".rows", 1, whole.size(0), plane);
      x = graph.emit(node, "", AxisLayout.FIRST, rows, whole);
    }
    body.emit(node, graph, x);
    if (!each) {
      Activation made = graph.made(node);
      long rows = whole.size(0);
      Shape planes = new Shape(rows).addAll(made.shape().slice(1));
      Layer together = new Reshaping(node.name() + ".images", rows, 1, planes);
      graph.emit(node, node.output(), whole.layout(), together, made);
    }
    if (line) {
      new Reshapes(graph).drop(node, graph.made(node), 2);
    }
  }
}
