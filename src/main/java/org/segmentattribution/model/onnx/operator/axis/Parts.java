package org.segmentattribution.model.onnx.operator.axis;

import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Reversal;
import org.segmentattribution.model.layer.shape.Slice;
import org.segmentattribution.model.onnx.constant.SliceParts;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Takes a part of a value along an axis. */
final class Parts {
  private Parts() {}

  /** Adds a part of a value as one of a node's outputs; empty for a step within the node. */
  static Activation take(
      NodeReader node, GraphBuilder graph, String output, Activation input, SliceParts.Part part) {
    Axes axes = new Axes(graph);
    int axis = axes.axis(node, input, part.axis());
    Activation x = axes.with(node, input, axis);
    if (part.count() < 1) {
      throw node.refuse("takes none of " + x.size(axis) + " values");
    }
    long way = (part.count() - 1) * part.step();
    long low = Math.min(part.start(), part.start() + way);
    long high = Math.max(part.start(), part.start() + way);
    int stored = x.layout().stored(axis);
    long step = Math.abs(part.step());
    Layer layer = new Slice(node.name(), stored, low, high + 1, part.count() == 1 ? 1 : step);
    Activation made = graph.emit(node, output, x.layout(), layer, x);
    if (part.step() < 0 && part.count() > 1) {
      Layer reversal = new Reversal(node.name() + ".reversed", stored);
      return graph.emit(node, output, x.layout(), reversal, made);
    }
    return made;
  }
}
