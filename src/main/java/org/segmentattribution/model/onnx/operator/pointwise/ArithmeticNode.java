package org.segmentattribution.model.onnx.operator.pointwise;

import java.util.Set;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** Add, Sub, Mul, Div and Sum: of an activation and a constant, or of activations. */
final class ArithmeticNode {
  private ArithmeticNode() {}

  /** What a constant does to the value x: scale · x + shift. */
  private interface Line {
    /**
     * Scale or shift for one number of the constant.
     *
     * @param first whether the activation is the first operand
     */
    float of(float constant, boolean first);
  }

  static void add(NodeReader node, GraphBuilder graph) {
    Layer layer = new Addition(node.name());
    operate(node, graph, layer, (c, first) -> 1, (c, first) -> c);
  }

  static void subtract(NodeReader node, GraphBuilder graph) {
    Layer layer = new Arithmetic(node.name(), Arithmetic.Operation.SUB);
    operate(node, graph, layer, (c, first) -> first ? 1 : -1, (c, first) -> first ? -c : c);
  }

  static void multiply(NodeReader node, GraphBuilder graph) {
    Layer layer = new Arithmetic(node.name(), Arithmetic.Operation.MUL);
    operate(node, graph, layer, (c, first) -> c, (c, first) -> 0);
  }

  static void divide(NodeReader node, GraphBuilder graph) {
    if (graph.isActivation(node, 0)) {
      Layer layer = new Arithmetic(node.name(), Arithmetic.Operation.DIV);
      operate(node, graph, layer, (c, first) -> 1 / c, (c, first) -> 0);
      return;
    }
    // c ÷ x = c · 1/x
    Activation x = graph.activation(node, 1);
    Constant c = graph.constants().reals(node, 0);
    float[] power = {-1};
    x = graph.emit(node, "", x.layout(), new Power(node.name(), graph.array(power, 1)), x);
    for (float value : c.floats()) {
      if (!Float.isFinite(value)) {
        throw node.refuse("computes with " + value);
      }
    }
    new ScaleShift(graph).add(node, x, c.dims(), c.floats(), new float[c.size()]);
  }

  private static void operate(
      NodeReader node, GraphBuilder graph, Layer joined, Line scale, Line shift) {
    boolean first = graph.isActivation(node, 0);
    if (first && graph.isActivation(node, 1)) {
      Activation a = graph.activation(node, 0);
      new Axes(graph).join(node, joined, a, graph.activation(node, 1));
      return;
    }
    Activation x = graph.activation(node, first ? 0 : 1);
    Constant c = graph.constants().reals(node, first ? 1 : 0);
    float[] scales = new float[c.size()];
    float[] shifts = new float[c.size()];
    for (int i = 0; i < scales.length; i++) {
      float value = c.floats()[i];
      scales[i] = scale.of(value, first);
      shifts[i] = shift.of(value, first);
      boolean masks = shifts[i] == Float.NEGATIVE_INFINITY;
      if (!Float.isFinite(scales[i]) || !(Float.isFinite(shifts[i]) || masks)) {
        throw node.refuse("computes with " + value);
      }
    }
    if (Set.of("Mul", "Div").contains(joined.operator())) {
      new ScaleShift(graph).multiply(node, x, c.dims(), scales);
    } else {
      new ScaleShift(graph).add(node, x, c.dims(), scales, shifts);
    }
  }

  static void sum(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    if (node.inputs().size() == 1) {
      graph.pass(node, x);
    }
    Axes axes = new Axes(graph);
    for (int i = 1; i < node.inputs().size(); i++) {
      x = axes.join(node, new Addition(node.name()), x, graph.activation(node, i));
    }
  }
}
