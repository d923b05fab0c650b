package org.segmentattribution.model.onnx.operator.reduction;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** LayerNormalization, over all axes from one on. */
final class LayerNormalizationNode {
  private LayerNormalizationNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("axis", "epsilon", "stash_type");
    Axes axes = new Axes(graph);
    Activation input = graph.activation(node, 0);
    Constant scale = graph.constants().weights(node, 1);
    int from = axes.axis(node, input, node.integer("axis", -1));
    boolean fits =
        from > input.images() && Arrays.equals(scale.dims(), input.shape().slice(from).getShape());
    if (!fits) {
      throw node.refuse(
          "scale " + Arrays.toString(scale.dims()) + " does not fit " + input.shape());
    }
    Activation x = axes.with(node, input, IntStream.range(from, input.rank()).toArray());
    float[] shift =
        node.given(2) ? graph.constants().weights(node, 2).floats() : new float[scale.size()];
    if (shift.length != scale.size()) {
      throw node.refuse("has " + scale.size() + " scales and " + shift.length + " shifts");
    }
    graph.emit(
        node,
        new LayerNormalization(
            node.name(),
            graph.array(scale.floats(), scale.dims()),
            graph.array(shift, scale.dims()),
            node.real("epsilon", 1e-5f)),
        x);
  }
}
