package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** CastLike, as the functions of exporters have it: real numbers stay what they are. */
final class CastLikeNode {
  private CastLikeNode() {}

  /** Every activation is real, so only integers become another type. */
  static void emit(NodeReader node, GraphBuilder graph) {
    if (graph.isActivation(node, 0)) {
      if (!graph.isActivation(node, 1) && graph.constants().get(node, 1).floats() == null) {
        throw node.refuse("casts an activation to integers");
      }
      graph.pass(node, graph.activation(node, 0));
      return;
    }
    Constant value = graph.constants().get(node, 0);
    graph.constants().put(node.output(), value.floats() == null ? real(value) : value);
  }

  private static Constant real(Constant value) {
    float[] floats = new float[value.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = value.integers()[i];
    }
    return new Constant(value.dims(), floats, null);
  }
}
