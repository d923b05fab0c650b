package org.segmentattribution.model.onnx;

import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Relu;

/**
 * Relu, Clip, Min and Max with a value. Bounds right behind bounds are one: Relu and Min is ReLU6.
 */
final class OnnxBounds {
  private OnnxBounds() {}

  /** Adds max(low, min(high, x)); the bounds may be infinite. */
  static void add(OnnxImporter graph, OnnxNode node, OnnxValue x, float low, float high) {
    Layer before = x.sole() && x.number() > 0 ? graph.steps.get(x.number() - 1).layer() : null;
    if (before instanceof Relu) {
      replace(graph, node, x, layer(node, clamp(0, low, high), high));
    } else if (before instanceof Clipping clip) {
      float lower = clamp(clip.low(), low, high);
      replace(graph, node, x, layer(node, lower, clamp(clip.high(), low, high)));
    } else {
      graph.emit(node, layer(node, low, high), x);
    }
  }

  private static void replace(OnnxImporter graph, OnnxNode node, OnnxValue x, Layer layer) {
    int step = x.number() - 1;
    graph.steps.set(step, new LayerGraph.Step(layer, graph.steps.get(step).inputs()));
    graph.pass(node, x);
  }

  private static float clamp(float value, float low, float high) {
    return Math.min(Math.max(value, low), high);
  }

  private static Layer layer(OnnxNode node, float low, float high) {
    boolean relu = low == 0 && high >= Float.MAX_VALUE;
    return relu ? new Relu(node.name()) : new Clipping(node.name(), low, high);
  }
}
