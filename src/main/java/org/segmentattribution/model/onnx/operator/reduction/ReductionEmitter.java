package org.segmentattribution.model.onnx.operator.reduction;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Maximum;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Norm;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.onnx.constant.AxisNumbers;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.Reshapes;
import org.segmentattribution.model.onnx.graph.ScaleShift;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/**
 * Emits an operator that reduces a value along axes.
 *
 * @param body makes the node's output with the axes kept, each of length 1
 */
record ReductionEmitter(Body body) implements OnnxOperator.Emitter {
  /** One way to reduce. */
  interface Body {
    void emit(NodeReader node, GraphBuilder graph, Along along);
  }

  /**
   * What is reduced.
   *
   * @param x the value
   * @param axes of the file, rising
   * @param stored the same axes in the array
   */
  record Along(Activation x, int[] axes, int[] stored) {
    /** Whether they are height and width. */
    boolean planes() {
      return x.stored().dimension() == 4 && Arrays.equals(stored, new int[] {2, 3});
    }

    /** Reduces another value, in the same layout, along the same axes. */
    Along with(Activation other) {
      return new Along(other, axes, stored);
    }

    /** How many values become one. */
    long count() {
      return IntStream.of(axes).mapToLong(x::size).reduce(1, (a, b) -> a * b);
    }
  }

  @Override
  public void emit(NodeReader node, GraphBuilder graph) {
    Axes axes = new Axes(graph);
    Activation input = graph.activation(node, 0);
    int[] along =
        Arrays.stream(AxisNumbers.reduced(node, graph.constants(), input.rank()))
            .mapToInt(axis -> axes.axis(node, input, axis))
            .sorted()
            .distinct()
            .toArray();
    if (along.length == 0) {
      graph.pass(node, input);
      return;
    }
    Activation x = axes.with(node, input, along);
    int[] stored = IntStream.of(along).map(x.layout()::stored).toArray();
    body.emit(node, graph, new Along(x, along, stored));
    if (node.integer("keepdims", 1) == 0) {
      new Reshapes(graph).drop(node, graph.made(node), along);
    }
  }

  static void mean(NodeReader node, GraphBuilder graph, Along along) {
    Layer layer =
        along.planes()
            ? new GlobalAveragePooling(node.name())
            : new Mean(node.name(), along.stored());
    graph.emit(node, layer, along.x());
  }

  static void sum(NodeReader node, GraphBuilder graph, Along along) {
    mean(node, graph, along);
    new ScaleShift(graph).times(node, along.count());
  }

  static void maximum(NodeReader node, GraphBuilder graph, Along along) {
    maximum(node, graph, along.x(), along);
  }

  /** min x = -max -x. */
  static void minimum(NodeReader node, GraphBuilder graph, Along along) {
    graph.pass(node, along.x());
    ScaleShift scale = new ScaleShift(graph);
    scale.times(node, -1);
    maximum(node, graph, graph.made(node), along);
    scale.times(node, -1);
  }

  private static void maximum(NodeReader node, GraphBuilder graph, Activation x, Along along) {
    if (along.planes()) {
      Shape shape = x.stored();
      graph.emit(node, new MaxPooling(node.name(), Window.of(shape.get(2), shape.get(3))), x);
      return;
    }
    graph.pass(node, x);
    for (int axis : along.stored()) {
      graph.then(node, new Maximum(node.name(), axis));
    }
  }

  /** The Euclidean length. */
  static void length(NodeReader node, GraphBuilder graph, Along along) {
    graph.emit(node, new Norm(node.name(), along.stored()), along.x());
  }
}
