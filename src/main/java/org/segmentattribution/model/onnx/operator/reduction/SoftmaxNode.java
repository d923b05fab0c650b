package org.segmentattribution.model.onnx.operator.reduction;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Softmax. Before operator set 13, all axes from the named one on are taken together. */
final class SoftmaxNode {
  private static final long ONE_AXIS = 13;

  private SoftmaxNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
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
      Activation whole = axes.as(node, x, flat, layout);
      Layer layer = new Softmax(node.name(), axis + 1);
      Activation made = graph.emit(node, "", layout, layer, whole);
      graph.pass(node, axes.as(node, made, x.shape(), x.layout()));
    } else {
      Activation whole = axes.with(node, x, axis);
      graph.emit(node, new Softmax(node.name(), whole.layout().stored(axis)), whole);
    }
  }
}
