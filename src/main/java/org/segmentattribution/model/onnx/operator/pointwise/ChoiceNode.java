package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.mask.Choice;
import org.segmentattribution.model.layer.mask.Comparison;
import org.segmentattribution.model.layer.mask.Comparison.Order;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Comparisons of what depends on the image, masks made of them, and Where with such a mask. */
final class ChoiceNode {
  private ChoiceNode() {}

  static void compare(NodeReader node, GraphBuilder graph, Order order) {
    boolean first = graph.isActivation(node, 0);
    if (first && graph.isActivation(node, 1)) {
      Activation a = graph.activation(node, 0);
      Comparison layer = new Comparison(node.name(), order, null);
      new Axes(graph).join(node, layer, a, graph.activation(node, 1));
      return;
    }
    Constant limit = graph.constants().weights(node, first ? 1 : 0);
    Activation x = graph.activation(node, first ? 0 : 1);
    if (limit.size() == 1) {
      x = new Axes(graph).ranked(node, x, limit.rank());
      against(node, graph, x, first ? order : turned(order), limit.floats()[0]);
      return;
    }
    Comparison layer = new Comparison(node.name(), order, null);
    Activation a = graph.activation(node, 0);
    new Axes(graph).join(node, layer, a, graph.activation(node, 1));
  }

  private static Order turned(Order order) {
    return switch (order) {
      case GREATER -> Order.LESS;
      case GREATER_OR_EQUAL -> Order.LESS_OR_EQUAL;
      case LESS -> Order.GREATER;
      case LESS_OR_EQUAL -> Order.GREATER_OR_EQUAL;
      case EQUAL -> Order.EQUAL;
    };
  }

  private static void against(
      NodeReader node, GraphBuilder graph, Activation x, Order order, float limit) {
    float[] one = {limit};
    graph.emit(node, new Comparison(node.name(), order, graph.array(one, 1)), x);
  }

  /** Both masks: their product is not 0. */
  static void and(NodeReader node, GraphBuilder graph) {
    Activation a = graph.activation(node, 0);
    Arithmetic both = new Arithmetic(node.name() + ".both", Arithmetic.Operation.MUL);
    Activation made = new Axes(graph).join(node, both, a, graph.activation(node, 1));
    against(node, graph, made, Order.GREATER, 0);
  }

  /** One of two masks: their sum is not 0. */
  static void or(NodeReader node, GraphBuilder graph) {
    Activation a = graph.activation(node, 0);
    Addition sum = new Addition(node.name() + ".sum");
    Activation made = new Axes(graph).join(node, sum, a, graph.activation(node, 1));
    against(node, graph, made, Order.GREATER, 0);
  }

  static void not(NodeReader node, GraphBuilder graph) {
    against(node, graph, graph.activation(node, 0), Order.EQUAL, 0);
  }

  /** A cast to truth values: not equal to 0. */
  static void truth(NodeReader node, GraphBuilder graph) {
    not(node, graph);
    against(node, graph, graph.made(node), Order.EQUAL, 0);
  }

  /** Where: the mask, and two values, one of which may be constant. */
  static void choose(NodeReader node, GraphBuilder graph) {
    Axes axes = new Axes(graph);
    Activation mask = graph.activation(node, 0);
    Activation yes = value(node, graph, 1);
    Activation no = value(node, graph, 2);
    int rank = Math.max(mask.rank(), Math.max(yes.rank(), no.rank()));
    mask = axes.ranked(node, mask, rank);
    yes = axes.together(node, mask, axes.ranked(node, yes, rank))[1];
    no = axes.together(node, yes, axes.ranked(node, no, rank))[1];
    int left = mask.layout().left();
    if (yes.layout().left() != left || no.layout().left() != left) {
      // the arrays fit where none leaves out an axis
      mask = axes.leaving(node, mask, -1);
      yes = axes.leaving(node, yes, -1);
      no = axes.leaving(node, no, -1);
    }
    graph.emit(node, new Choice(node.name()), mask, yes, no);
  }

  private static Activation value(NodeReader node, GraphBuilder graph, int i) {
    if (!graph.isActivation(node, i)) {
      for (float value : graph.constants().reals(node, i).floats()) {
        if (!Float.isFinite(value)) {
          throw node.refuse("fills with " + value + " by what is in the image");
        }
      }
    }
    return graph.activation(node, i);
  }
}
