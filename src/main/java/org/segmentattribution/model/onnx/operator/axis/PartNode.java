package org.segmentattribution.model.onnx.operator.axis;

import org.segmentattribution.model.onnx.constant.SliceParts;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Slice and Split. */
final class PartNode {
  private PartNode() {}

  static void slice(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    graph.pass(node, x);
    long[] sizes = graph.sizes(x);
    for (SliceParts.Part part : SliceParts.of(node, graph.constants(), sizes)) {
      boolean all = part.start() == 0 && part.step() == 1 && part.count() == sizes[part.axis()];
      if (!all) {
        Parts.take(node, graph, node.output(), graph.made(node), part);
      }
    }
  }

  static void split(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    int axis = new Axes(graph).axis(node, x, node.integer("axis", 0));
    long from = 0;
    int i = 0;
    for (long size : SliceParts.lengths(node, graph.constants(), x.size(axis))) {
      SliceParts.Part part = new SliceParts.Part(axis, from, 1, size);
      Parts.take(node, graph, node.outputs().get(i++), x, part);
      from += size;
    }
  }
}
