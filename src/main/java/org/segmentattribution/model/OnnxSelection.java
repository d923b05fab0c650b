package org.segmentattribution.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.OnnxImporter.Value;

/** The operators that take parts of activations, join them, or repeat a constant. */
final class OnnxSelection {
  private final OnnxImporter graph;

  OnnxSelection(OnnxImporter graph) {
    this.graph = graph;
  }

  void add(OnnxNode node) {
    switch (node.operator()) {
      case "Concat" -> concat(node);
      case "Slice" -> slice(node);
      case "Split" -> split(node);
      case "Gather" -> gather(node);
      default -> expand(node);
    }
  }

  /** An axis of an activation, which must not be the images'. */
  private static int axis(OnnxNode node, Value x, long axis) {
    long counted = axis < 0 ? axis + x.rank() : axis;
    if (counted < 0 || counted >= x.rank() || counted == x.images()) {
      throw node.refuse("axis " + axis + " is not supported: it mixes the images of a batch");
    }
    return (int) counted;
  }

  private void concat(OnnxNode node) {
    node.allow("axis");
    int count = node.inputs().size();
    Value model = null;
    for (int i = 0; i < count && model == null; i++) {
      model = graph.isActivation(node, i) ? graph.activation(node, i) : null;
    }
    if (model == null) {
      throw node.refuse("joins no activations");
    }
    if (count == 1) {
      graph.pass(node, model);
      return;
    }
    int axis = axis(node, model, node.integer("axis", 1));
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Value part = graph.isActivation(node, i) ? graph.activation(node, i) : repeated(node, i);
      if (part.images() != model.images() || part.rank() != model.rank()) {
        throw node.refuse("joins " + part.shape() + " to " + model.shape());
      }
      parts.add(part);
    }
    graph.emit(node, new Concatenation(node.name(), axis), parts.toArray(Value[]::new));
  }

  /** A constant among activations stands for one for each image. */
  private Value repeated(OnnxNode node, int i) {
    OnnxTensor value = graph.weights(node, i, -1);
    if (value.dims().length == 0 || value.dims()[0] != 1) {
      throw node.refuse("constant '" + node.inputs().get(i) + "' is not one for each image");
    }
    String name = node.output() + ".constant" + i;
    Repetition layer =
        new Repetition(node.name() + ".constant" + i, graph.array(value.floats(), value.dims()));
    return graph.emit(node, name, 0, layer, graph.input());
  }

  private void slice(OnnxNode node) {
    node.allow("starts", "ends", "axes");
    Value x = graph.activation(node, 0);
    boolean attributes = node.has("starts");
    long[] starts = attributes ? node.integers("starts") : graph.integers(node, 1);
    long[] ends = attributes ? node.integers("ends") : graph.integers(node, 2);
    long[] axes =
        attributes
            ? node.integers("axes", first(starts.length))
            : graph.given(node, 3) ? graph.integers(node, 3) : first(starts.length);
    long[] steps = graph.given(node, 4) ? graph.integers(node, 4) : new long[0];
    if (Arrays.stream(steps).anyMatch(step -> step != 1)) {
      throw node.refuse("only steps of 1 are supported");
    }
    graph.pass(node, x);
    for (int i = 0; i < axes.length; i++) {
      Value now = graph.made(node);
      long counted = axes[i] < 0 ? axes[i] + x.rank() : axes[i];
      boolean whole = starts[i] == 0 && ends[i] >= OnnxShapes.IMAGES;
      if (counted == x.images() && whole) {
        continue;
      }
      int axis = axis(node, now, axes[i]);
      part(node, node.output(), now, axis, bound(starts[i], now, axis), bound(ends[i], now, axis));
    }
  }

  private static long[] first(int count) {
    long[] axes = new long[count];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  private static long bound(long at, Value x, int axis) {
    long size = x.size(axis);
    return Math.max(0, Math.min(size, at < 0 ? at + size : at));
  }

  private void part(OnnxNode node, String output, Value x, int axis, long from, long to) {
    if (from >= to || to > x.size(axis)) {
      throw node.refuse("takes " + from + " to " + to + " of " + x.size(axis) + " values");
    }
    graph.emit(node, output, x.images(), new Slice(node.name(), axis, from, to), x);
  }

  private void split(OnnxNode node) {
    node.allow("axis", "split", "num_outputs");
    Value x = graph.activation(node, 0);
    int axis = axis(node, x, node.integer("axis", 0));
    int count = node.outputs().size();
    long[] sizes = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("split");
    if (sizes.length == 0) {
      sizes = new long[count];
      long each = (x.size(axis) + count - 1) / count;
      Arrays.fill(sizes, each);
      sizes[count - 1] = x.size(axis) - each * (count - 1);
    }
    if (sizes.length != count) {
      throw node.refuse("splits into " + sizes.length + " parts, but has " + count + " outputs");
    }
    long from = 0;
    for (int i = 0; i < count; i++) {
      part(node, node.outputs().get(i), x, axis, from, from + sizes[i]);
      from += sizes[i];
    }
  }

  private void gather(OnnxNode node) {
    node.allow("axis");
    Value x = graph.activation(node, 0);
    int axis = axis(node, x, node.integer("axis", 0));
    OnnxTensor index = graph.constant(node, 1);
    long[] at = graph.integers(node, 1);
    long from = at.length == 0 ? 0 : at[0] < 0 ? at[0] + x.size(axis) : at[0];
    for (int i = 1; i < at.length; i++) {
      if (at[i] != at[i - 1] + 1) {
        throw node.refuse("only one index, or indices one after another, are supported");
      }
    }
    part(node, node.output(), x, axis, from, from + at.length);
    if (index.dims().length == 0) {
      OnnxShapes.drop(graph, node, axis);
    }
  }

  private void expand(OnnxNode node) {
    if (graph.isActivation(node, 0)) {
      throw node.refuse("only a constant can be expanded");
    }
    OnnxTensor value = graph.weights(node, 0, -1);
    long[] sizes = graph.integers(node, 1);
    boolean each =
        sizes.length == value.dims().length
            && sizes.length > 0
            && (sizes[0] == OnnxShapes.IMAGES || sizes[0] == 1)
            && value.dims()[0] == 1;
    for (int i = 1; each && i < sizes.length; i++) {
      each = sizes[i] == value.dims()[i] || sizes[i] == 1;
    }
    if (!each) {
      throw node.refuse("a constant can be repeated for each image alone");
    }
    Repetition layer = new Repetition(node.name(), graph.array(value.floats(), value.dims()));
    graph.emit(node, node.output(), 0, layer, graph.input());
  }
}
