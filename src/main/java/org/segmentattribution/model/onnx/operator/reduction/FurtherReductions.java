package org.segmentattribution.model.onnx.operator.reduction;

import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Slice;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.reduction.ReductionEmitter.Along;

/** Sums of functions, functions of sums, and products along axes. */
final class FurtherReductions {
  private FurtherReductions() {}

  /** The sum of magnitudes. */
  static void magnitudes(NodeReader node, GraphBuilder graph, Along along) {
    ReductionEmitter.sum(node, graph, of(node, graph, along, Elementwise.Function.ABS));
  }

  /** The sum of squares. */
  static void squares(NodeReader node, GraphBuilder graph, Along along) {
    Activation x = along.x();
    Layer square = new Arithmetic(node.name() + ".square", Arithmetic.Operation.MUL);
    Activation squares = graph.emit(node, "", x.layout(), square, x, x);
    ReductionEmitter.sum(node, graph, along.with(squares));
  }

  /** The logarithm of the sum. */
  static void logOfSum(NodeReader node, GraphBuilder graph, Along along) {
    ReductionEmitter.sum(node, graph, along);
    graph.then(node, new Elementwise(node.name() + ".log", Elementwise.Function.LOG, 1));
  }

  /** log Σ exp(x), from the largest on, so that no exponential is too large. */
  static void logOfExponentials(NodeReader node, GraphBuilder graph, Along along) {
    ReductionEmitter.maximum(node, graph, along);
    Activation largest = graph.made(node);
    Activation x = along.x();
    Layer below = new Arithmetic(node.name() + ".below", Arithmetic.Operation.SUB);
    Activation rest = graph.emit(node, "", x.layout(), below, x, largest);
    logOfSum(node, graph, of(node, graph, along.with(rest), Elementwise.Function.EXP));
    graph.emit(node, new Addition(node.name()), graph.made(node), largest);
  }

  /** The product, by halves that are multiplied. */
  static void product(NodeReader node, GraphBuilder graph, Along along) {
    Activation made = along.x();
    for (int k = 0; k < along.axes().length; k++) {
      int axis = along.stored()[k];
      long size = made.size(along.axes()[k]);
      while (size > 1) {
        long half = size / 2;
        Activation joined =
            graph.emit(
                node,
                "",
                made.layout(),
                new Arithmetic(node.name() + ".halves", Arithmetic.Operation.MUL),
                part(node, graph, made, axis, 0, half),
                part(node, graph, made, axis, half, 2 * half));
        if (size % 2 == 1) {
          Activation last = part(node, graph, made, axis, size - 1, size);
          Layer both = new Concatenation(node.name() + ".odd", axis);
          joined = graph.emit(node, "", made.layout(), both, joined, last);
        }
        made = joined;
        size = half + size % 2;
      }
    }
    graph.pass(node, made);
  }

  private static Activation part(
      NodeReader node, GraphBuilder graph, Activation x, int axis, long from, long to) {
    return graph.emit(node, "", x.layout(), new Slice(node.name() + ".part", axis, from, to), x);
  }

  private static Along of(
      NodeReader node, GraphBuilder graph, Along along, Elementwise.Function function) {
    Activation x = along.x();
    Layer layer = new Elementwise(node.name() + "." + function.operator(), function, 1);
    return along.with(graph.emit(node, "", x.layout(), layer, x));
  }
}
