package org.segmentattribution.model.onnx.operator.axis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.LinearMap;
import org.segmentattribution.model.layer.shape.Selection;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Resize and Upsample to fixed sizes: a selection or a product with a matrix for each axis. */
final class ResizeNode {
  /** Before this operator set, Resize had scales alone and places of one kind. */
  private static final long PLACES = 11;

  private final NodeReader node;
  private final GraphBuilder graph;
  private final Axes axes;
  private final boolean old;
  private final String mode;

  private ResizeNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.axes = new Axes(graph);
    old = node.operator().equals("Upsample") || graph.opset() < PLACES;
    mode = node.text("mode", "nearest").replace("bilinear", "linear");
  }

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow(
        "antialias",
        "axes",
        "coordinate_transformation_mode",
        "cubic_coeff_a",
        "exclude_outside",
        "extrapolation_value",
        "keep_aspect_ratio_policy",
        "mode",
        "nearest_mode",
        "scales");
    if (!node.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      throw node.refuse("keep_aspect_ratio_policy is not supported");
    }
    new ResizeNode(node, graph).emit();
  }

  private void emit() {
    if (!List.of("nearest", "linear", "cubic").contains(mode)) {
      throw node.refuse("mode " + mode + " is not supported");
    }
    Activation x = graph.activation(node, 0);
    long[] own = graph.sizes(x);
    long[] named = node.integers("axes", LongStream.range(0, x.rank()).toArray());
    graph.pass(node, x);
    float[] scales = scales();
    long[] sizes = node.given(3) ? graph.constants().integers(node, 3) : new long[0];
    int count = scales.length > 0 ? scales.length : sizes.length;
    if (count != named.length) {
      throw node.refuse("has " + count + " sizes for " + named.length + " axes");
    }
    for (int i = 0; i < named.length; i++) {
      int axis = Math.toIntExact(named[i] < 0 ? named[i] + x.rank() : named[i]);
      float scale = scales.length > 0 ? scales[i] : (float) sizes[i] / own[axis];
      long out = scales.length > 0 ? (long) Math.floor(own[axis] * scale) : sizes[i];
      boolean same = out == own[axis] && scale == 1;
      if (!same) {
        along(axes.axis(node, graph.made(node), axis), scale, out);
      }
    }
  }

  private float[] scales() {
    int input = old ? 1 : 2;
    Constant given = null;
    if (node.given(input)) {
      given = graph.constants().weights(node, input);
    } else if (node.has("scales")) {
      given = Constant.ofFloats(node.attribute("scales").getFloatsList());
    }
    float[] scales = new float[given == null ? 0 : given.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (float) given.at(i);
      if (!(scales[i] > 0)) {
        throw node.refuse("scales by " + scales[i]);
      }
    }
    return scales;
  }

  private void along(int axis, float scale, long out) {
    Activation x = axes.with(node, graph.made(node), axis);
    int in = Math.toIntExact(x.size(axis));
    int count = Math.toIntExact(out);
    if (count < 1) {
      throw node.refuse("makes " + count + " of " + in + " values");
    }
    String usual = old ? "asymmetric" : "half_pixel";
    ResizeWeights weights =
        new ResizeWeights(
            in,
            count,
            scale,
            node.text("coordinate_transformation_mode", usual),
            mode,
            node.real("cubic_coeff_a", -0.75f),
            new ResizeWeights.Extent(
                node.integer("exclude_outside", 0) != 0, node.integer("antialias", 0) != 0));
    int stored = x.layout().stored(axis);
    Layer layer;
    if (mode.equals("nearest")) {
      layer = new Selection(node.name(), stored, nearest(weights));
    } else {
      graph.constants().room(node, in, count);
      layer =
          new LinearMap(
              node.name(),
              stored,
              x.stored().dimension(),
              graph.array(weights.matrix(node), in, count));
    }
    graph.emit(node, layer, x);
  }

  private long[] nearest(ResizeWeights weights) {
    long[] places = new long[graph.constants().room(node, weights.out())];
    String usual = old ? weights.scale() < 1 ? "ceil" : "floor" : "round_prefer_floor";
    String rounded = node.text("nearest_mode", usual);
    Arrays.setAll(
        places,
        i -> {
          double at = weights.at(node, i);
          long place =
              (long)
                  switch (rounded) {
                    case "round_prefer_floor" -> Math.ceil(at - 0.5);
                    case "round_prefer_ceil" -> Math.floor(at + 0.5);
                    case "floor" -> Math.floor(at);
                    case "ceil" -> Math.ceil(at);
                    default -> throw node.refuse("nearest_mode " + rounded + " is not supported");
                  };
          return Math.min(Math.max(place, 0), weights.in() - 1L);
        });
    return places;
  }
}
