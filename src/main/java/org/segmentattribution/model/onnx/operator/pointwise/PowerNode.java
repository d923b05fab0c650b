package org.segmentattribution.model.onnx.operator.pointwise;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** Pow with a constant exponent or base, and Reciprocal. */
final class PowerNode {
  private PowerNode() {}

  static void reciprocal(NodeReader node, GraphBuilder graph) {
    power(node, graph, graph.activation(node, 0), -1);
  }

  static void power(NodeReader node, GraphBuilder graph) {
    if (!graph.isActivation(node, 0)) {
      exponential(node, graph);
      return;
    }
    Activation x = graph.activation(node, 0);
    Constant exponent = graph.constants().get(node, 1);
    if (exponent.size() != 1 || !Double.isFinite(exponent.at(0))) {
      throw node.refuse("only one finite number is supported as exponent");
    }
    Activation ranked = new Axes(graph).ranked(node, x, exponent.rank());
    power(node, graph, ranked, (float) exponent.at(0));
  }

  private static void power(NodeReader node, GraphBuilder graph, Activation x, float exponent) {
    if (exponent == 2) {
      graph.emit(node, new Arithmetic(node.name(), Arithmetic.Operation.MUL), x, x);
    } else if (exponent == 0.5f) {
      graph.emit(node, new Elementwise(node.name(), Elementwise.Function.SQRT, 1), x);
    } else if (exponent == 1) {
      graph.pass(node, x);
    } else {
      NDArray array = graph.array(new float[] {exponent}, x.ones());
      graph.emit(node, new Power(node.name(), array), x);
    }
  }

  /** c to the power of x = exp(x log c). */
  private static void exponential(NodeReader node, GraphBuilder graph) {
    Constant base = graph.constants().weights(node, 0);
    if (base.size() != 1 || base.floats()[0] <= 0) {
      throw node.refuse("only one positive number is supported as base");
    }
    Activation x = new Axes(graph).ranked(node, graph.activation(node, 1), base.rank());
    new ScaleShift(graph).line(node, x, (float) Math.log(base.floats()[0]), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.EXP, 1));
  }
}
