package org.segmentattribution.model.onnx.operator.pointwise;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.LeakyRelu;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** LeakyRelu and PRelu. */
final class LeakyNode {
  private LeakyNode() {}

  static void leakyRelu(NodeReader node, GraphBuilder graph) {
    node.allow("alpha");
    emit(node, graph, Constant.of(node.real("alpha", 0.01f)));
  }

  static void parametricRelu(NodeReader node, GraphBuilder graph) {
    emit(node, graph, graph.constants().weights(node, 1));
  }

  private static void emit(NodeReader node, GraphBuilder graph, Constant slope) {
    Axes axes = new Axes(graph);
    Activation x = axes.ranked(node, graph.activation(node, 0), slope.rank());
    Constant one = axes.one(node, slope, x);
    Shape joined = BroadcastShapes.joined(x.shape(), new Shape(one.dims()));
    if (!joined.equals(x.shape())) {
      throw node.refuse("slope " + Arrays.toString(slope.dims()) + " does not fit " + x.shape());
    }
    long[] sizes = new long[x.rank()];
    Arrays.fill(sizes, 1);
    System.arraycopy(one.dims(), 0, sizes, x.rank() - one.rank(), one.rank());
    long[] stored = x.layout().stored(new Shape(sizes)).getShape();
    graph.emit(node, new LeakyRelu(node.name(), graph.array(one.floats(), stored)), x);
  }
}
