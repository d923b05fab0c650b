package org.segmentattribution.model.onnx.operator.axis;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.shape.Transposition;
import org.segmentattribution.model.onnx.constant.AxisNumbers;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Transpose. */
final class TransposeNode {
  private TransposeNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    node.allow("perm");
    int[] order = AxisNumbers.order(node, x.rank());
    AxisLayout layout = x.layout().ordered(order);
    Shape shape = new Shape(IntStream.of(order).mapToLong(x::size).toArray());
    int[] stored =
        IntStream.concat(
                IntStream.of(0),
                IntStream.of(order).filter(i -> i != x.layout().left()).map(x.layout()::stored))
            .toArray();
    if (Arrays.equals(stored, IntStream.range(0, stored.length).toArray())) {
      graph.pass(node, new Activation(x.number(), shape, x.sole(), layout));
    } else {
      graph.emit(node, node.output(), layout, new Transposition(node.name(), stored), x);
    }
  }
}
