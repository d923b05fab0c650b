package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/**
 * Relu, Clip, Min and Max. Bounds directly behind other bounds become one layer: Relu and Min are
 * ReLU6.
 */
final class BoundNode {
  private BoundNode() {}

  static void relu(NodeReader node, GraphBuilder graph) {
    bound(node, graph, graph.activation(node, 0), 0, Float.POSITIVE_INFINITY);
  }

  static void clip(NodeReader node, GraphBuilder graph) {
    node.allow("min", "max");
    float low = node.real("min", Float.NEGATIVE_INFINITY);
    float high = node.real("max", Float.POSITIVE_INFINITY);
    if (node.given(1)) {
      low = graph.constants().scalar(node, 1);
    }
    if (node.given(2)) {
      high = graph.constants().scalar(node, 2);
    }
    bound(node, graph, graph.activation(node, 0), low, high);
  }

  static void min(NodeReader node, GraphBuilder graph) {
    compare(node, graph, true);
  }

  static void max(NodeReader node, GraphBuilder graph) {
    compare(node, graph, false);
  }

  /** Min or Max of an activation and other values, one after the other. */
  private static void compare(NodeReader node, GraphBuilder graph, boolean least) {
    int start = 0;
    while (!graph.isActivation(node, start)) {
      start++;
    }
    graph.pass(node, graph.activation(node, start));
    for (int i = 0; i < node.inputs().size(); i++) {
      if (i != start) {
        compare(node, graph, i, least);
      }
    }
  }

  private static void compare(NodeReader node, GraphBuilder graph, int i, boolean least) {
    Activation x = graph.made(node);
    if (graph.isActivation(node, i) || graph.constants().weights(node, i).size() != 1) {
      compareBoth(node, graph, x, graph.activation(node, i), least);
      return;
    }
    Constant value = graph.constants().weights(node, i);
    x = new Axes(graph).ranked(node, x, value.rank());
    float low = least ? Float.NEGATIVE_INFINITY : value.floats()[0];
    float high = least ? value.floats()[0] : Float.POSITIVE_INFINITY;
    bound(node, graph, x, low, high);
  }

  /** max(a, b) = a + relu(b - a), min(a, b) = a - relu(a - b). */
  private static void compareBoth(
      NodeReader node, GraphBuilder graph, Activation a, Activation b, boolean least) {
    Axes axes = new Axes(graph);
    Layer difference = new Arithmetic(node.name() + ".difference", Arithmetic.Operation.SUB);
    axes.join(node, difference, least ? a : b, least ? b : a);
    graph.then(node, new Relu(node.name() + ".rest"));
    Layer last =
        least ? new Arithmetic(node.name(), Arithmetic.Operation.SUB) : new Addition(node.name());
    axes.join(node, last, a, graph.made(node));
  }

  /** Adds max(low, min(high, x)); the bounds may be infinite. */
  private static void bound(
      NodeReader node, GraphBuilder graph, Activation x, float low, float high) {
    Layer before = graph.soleLayer(x);
    if (before instanceof Relu) {
      graph.replace(node, x, layer(node, clamp(0, low, high), high));
    } else if (before instanceof Clipping clip) {
      float lower = clamp(clip.low(), low, high);
      graph.replace(node, x, layer(node, lower, clamp(clip.high(), low, high)));
    } else {
      graph.emit(node, layer(node, low, high), x);
    }
  }

  private static float clamp(float value, float low, float high) {
    return Math.min(Math.max(value, low), high);
  }

  private static Layer layer(NodeReader node, float low, float high) {
    boolean relu = low == 0 && high >= Float.MAX_VALUE;
    return relu ? new Relu(node.name()) : new Clipping(node.name(), low, high);
  }
}
