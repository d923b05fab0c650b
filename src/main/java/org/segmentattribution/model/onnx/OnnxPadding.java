package org.segmentattribution.model.onnx;

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

/** Pad: zeros around planes, and any constant, the edge or a reflection along any axis. */
final class OnnxPadding {
  private final OnnxImporter graph;
  private final OnnxNode node;
  private final OnnxAxes axes;
  private final OnnxSelection selection;
  private final String mode;
  private float value;

  OnnxPadding(OnnxImporter graph, OnnxNode node) {
    this.graph = graph;
    this.node = node;
    this.axes = new OnnxAxes(graph);
    this.selection = new OnnxSelection(graph);
    this.mode = node.text("mode", "constant");
  }

  void add() {
    node.allow("mode", "pads", "paddings", "value", "axes");
    OnnxValue x = graph.activation(node, 0);
    long[] given = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("pads");
    value = graph.given(node, 2) ? OnnxOperators.scalar(graph, node, 2) : node.real("value", 0);
    if (!List.of("constant", "reflect", "edge").contains(mode)) {
      throw node.refuse("padding of mode " + mode + " is not supported");
    }
    if (Float.isNaN(value) || value == Float.POSITIVE_INFINITY) {
      throw node.refuse("padding with " + value + " is not supported");
    }
    long[] named = new long[x.rank()];
    Arrays.setAll(named, i -> i);
    if (graph.given(node, 3)) {
      named = graph.integers(node, 3);
    }
    OnnxShapes.axes(node, x.rank(), named);
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

  private boolean zerosAroundPlanes(OnnxValue x, long... pads) {
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
    OnnxValue x = axes.with(node, graph.made(node), axis);
    long from = Math.max(0, Math.negateExact(before));
    long count = x.size(axis) - from - Math.max(0, Math.negateExact(after));
    if (count < x.size(axis)) {
      // negative pads cut off
      x = selection.take(node, node.output(), x, new OnnxSlices.Part(axis, from, 1, count));
    }
    List<OnnxValue> parts = new ArrayList<>(part(x, axis, before, true));
    parts.add(x);
    parts.addAll(part(x, axis, after, false));
    if (parts.size() > 1) {
      Layer layer = new Concatenation(node.name(), x.layout().stored(axis));
      graph.emit(node, node.output(), x.layout(), layer, parts.toArray(OnnxValue[]::new));
    }
  }

  /** What stands before or after the values along an axis. */
  private List<OnnxValue> part(OnnxValue x, int axis, long count, boolean before) {
    if (count <= 0) {
      return List.of();
    }
    Shape sizes = BroadcastShapes.with(x.stored(), x.layout().stored(axis), count);
    graph.fits(node, sizes);
    long last = x.size(axis) - 1;
    switch (mode) {
      case "edge" -> {
        OnnxSlices.Part edge = new OnnxSlices.Part(axis, before ? 0 : last, 1, 1);
        return Collections.nCopies((int) count, selection.take(node, "", x, edge));
      }
      case "reflect" -> {
        if (count > last) {
          throw node.refuse("reflects " + count + " of " + (last + 1) + " values");
        }
        long first = before ? count : last - 1;
        return List.of(selection.take(node, "", x, new OnnxSlices.Part(axis, first, -1, count)));
      }
      default -> {
        float[] values = new float[graph.room(node, sizes.getShape())];
        Arrays.fill(values, value);
        Layer layer = new Repetition(node.name() + ".pad", graph.array(values, sizes.getShape()));
        return List.of(graph.emit(node, "", x.layout(), layer, graph.input()));
      }
    }
  }
}
