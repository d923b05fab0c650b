package org.segmentattribution.model.onnx.operator.axis;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.layer.shape.ZeroPadding;
import org.segmentattribution.model.onnx.constant.AxisNumbers;
import org.segmentattribution.model.onnx.constant.SliceParts;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Pad: zeros around planes, and any constant, the edge or a reflection along any axis. */
final class PadNode {
  private final NodeReader node;
  private final GraphBuilder graph;
  private final Axes axes;
  private final String mode;
  private float value;

  PadNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.axes = new Axes(graph);
    this.mode = node.text("mode", "constant");
  }

  void emit() {
    node.allow("mode", "pads", "paddings", "value", "axes");
    Activation x = graph.activation(node, 0);
    long[] given = graph.constants().integers(node, 1, "pads");
    value = node.given(2) ? graph.constants().scalar(node, 2) : node.real("value", 0);
    if (!List.of("constant", "reflect", "edge", "wrap").contains(mode)) {
      throw node.refuse("padding of mode " + mode + " is not supported");
    }
    if (Float.isNaN(value) || value == Float.POSITIVE_INFINITY) {
      throw node.refuse("padding with " + value + " is not supported");
    }
    long[] named = new long[x.rank()];
    Arrays.setAll(named, i -> i);
    if (node.given(3)) {
      named = graph.constants().integers(node, 3);
    }
    AxisNumbers.axes(node, x.rank(), named);
    if (given.length != 2 * named.length) {
      throw node.refuse("has " + given.length + " pads for " + named.length + " axes");
    }
    long[] pads = new long[2 * x.rank()];
    for (int i = 0; i < named.length; i++) {
      int axis = (int) (named[i] < 0 ? named[i] + x.rank() : named[i]);
      pads[axis] = given[i];
      pads[x.rank() + axis] = given[named.length + i];
    }
    graph.pass(node, x);
    if (zerosAroundPlanes(x, pads)) {
      Layer layer = new ZeroPadding(node.name(), new Shape(pads[2], pads[3], pads[6], pads[7]));
      graph.emit(node, layer, x);
      return;
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      along(axis, pads[axis], pads[x.rank() + axis]);
    }
  }

  private boolean zerosAroundPlanes(Activation x, long... pads) {
    boolean plane = x.rank() == 4 && x.imagesFirst() && mode.equals("constant") && value == 0;
    return plane
        && pads[0] == 0
        && pads[1] == 0
        && pads[4] == 0
        && pads[5] == 0
        && Arrays.stream(pads).allMatch(p -> p >= 0)
        && Arrays.stream(pads).anyMatch(p -> p > 0);
  }

  private void along(int axis, long before, long after) {
    if (before == 0 && after == 0) {
      return;
    }
    axes.axis(node, graph.made(node), axis);
    Activation x = axes.with(node, graph.made(node), axis);
    long from = Math.max(0, Math.negateExact(before));
    long count = x.size(axis) - from - Math.max(0, Math.negateExact(after));
    if (count < x.size(axis)) {
      // negative pads cut off
      x = Parts.take(node, graph, node.output(), x, new SliceParts.Part(axis, from, 1, count));
    }
    List<Activation> parts = new ArrayList<>(part(x, axis, before, true));
    parts.add(x);
    parts.addAll(part(x, axis, after, false));
    if (parts.size() > 1) {
      Layer layer = new Concatenation(node.name(), x.layout().stored(axis));
      graph.emit(node, node.output(), x.layout(), layer, parts.toArray(Activation[]::new));
    }
  }

  /** The values to put before or behind a value along an axis. */
  private List<Activation> part(Activation x, int axis, long count, boolean before) {
    if (count <= 0) {
      return List.of();
    }
    Shape sizes = BroadcastShapes.with(x.stored(), x.layout().stored(axis), count);
    graph.requireFitting(node, sizes);
    long last = x.size(axis) - 1;
    switch (mode) {
      case "edge" -> {
        SliceParts.Part edge = new SliceParts.Part(axis, before ? 0 : last, 1, 1);
        return Collections.nCopies((int) count, Parts.take(node, graph, "", x, edge));
      }
      case "reflect" -> {
        if (count > last) {
          throw node.refuse("reflects " + count + " of " + (last + 1) + " values");
        }
        long first = before ? count : last - 1;
        return List.of(Parts.take(node, graph, "", x, new SliceParts.Part(axis, first, -1, count)));
      }
      case "wrap" -> {
        if (count > last + 1) {
          throw node.refuse("wraps " + count + " of " + (last + 1) + " values");
        }
        long first = before ? last + 1 - count : 0;
        return List.of(Parts.take(node, graph, "", x, new SliceParts.Part(axis, first, 1, count)));
      }
      default -> {
        float[] values = new float[graph.constants().room(node, sizes.getShape())];
        Arrays.fill(values, value);
        Layer layer = new Repetition(node.name() + ".pad", graph.array(values, sizes.getShape()));
        return List.of(graph.emit(node, "", x.layout(), layer, graph.input()));
      }
    }
  }
}
