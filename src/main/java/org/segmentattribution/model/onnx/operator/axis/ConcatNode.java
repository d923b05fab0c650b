package org.segmentattribution.model.onnx.operator.axis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Concat of activations, constants among them. */
final class ConcatNode {
  private ConcatNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("axis");
    Axes axes = new Axes(graph);
    int count = node.inputs().size();
    Activation model = null;
    for (int i = 0; i < count && model == null; i++) {
      model = graph.isActivation(node, i) ? graph.activation(node, i) : null;
    }
    if (model == null) {
      throw node.refuse("joins no activations");
    }
    int axis = axes.axis(node, model, node.integer("axis", 1));
    if (count == 1) {
      graph.pass(node, model);
      return;
    }
    List<Activation> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Activation part =
          graph.isActivation(node, i) ? graph.activation(node, i) : constant(node, graph, i, model);
      if (part.rank() != model.rank()) {
        throw node.refuse("joins " + part.shape() + " to " + model.shape());
      }
      axes.axis(node, part, axis);
      parts.add(part);
    }
    int left = model.layout().left();
    boolean alike = parts.stream().allMatch(part -> part.layout().left() == left);
    boolean whole = !alike || left == axis;
    Activation[] all =
        parts.stream().map(p -> whole ? axes.leaving(node, p, -1) : p).toArray(Activation[]::new);
    AxisLayout layout = all[parts.indexOf(model)].layout();
    Layer layer = new Concatenation(node.name(), layout.stored(axis));
    graph.emit(node, node.output(), layout, layer, all);
  }

  /** A constant among activations: one for all images, or a copy for each. */
  private static Activation constant(NodeReader node, GraphBuilder graph, int i, Activation model) {
    Constant given = graph.constants().mask(node, i);
    if (given.rank() != model.rank() || given.size() == 0) {
      throw node.refuse("joins a constant of " + Arrays.toString(given.dims()));
    }
    Axes axes = new Axes(graph);
    Constant value = axes.one(node, given, model);
    Activation lifted = graph.repeated(node, node.inputs().get(i), value);
    int left = model.layout().left();
    boolean fits = left >= 0 && lifted.size(left) == 1;
    return fits ? axes.leaving(node, lifted, left) : lifted;
  }
}
