package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Reversal;
import org.segmentattribution.model.layer.shape.Selection;
import org.segmentattribution.model.layer.shape.Slice;

/** The operators that take parts of activations, join them, or repeat them. */
final class OnnxSelection {
  private static final int MOST = 1 << 16;

  private final OnnxImporter graph;
  private final OnnxAxes axes;

  OnnxSelection(OnnxImporter graph) {
    this.graph = graph;
    this.axes = new OnnxAxes(graph);
  }

  void add(OnnxNode node) {
    switch (node.operator()) {
      case "Concat" -> concat(node);
      case "Slice" -> slice(node);
      case "Split" -> split(node);
      case "Gather" -> gather(node);
      case "Tile" -> tile(node);
      default -> expand(node);
    }
  }

  private void concat(OnnxNode node) {
    node.allow("axis");
    int count = node.inputs().size();
    OnnxValue model = null;
    for (int i = 0; i < count && model == null; i++) {
      model = graph.isActivation(node, i) ? graph.activation(node, i) : null;
    }
    if (model == null) {
      throw node.refuse("joins no activations");
    }
    int axis = axes.axis(node, model, node.integer("axis", 1));
    if (count == 1) {
      graph.pass(node, model);
      return;
    }
    List<OnnxValue> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OnnxValue part =
          graph.isActivation(node, i) ? graph.activation(node, i) : constant(node, i, model);
      if (part.rank() != model.rank()) {
        throw node.refuse("joins " + part.shape() + " to " + model.shape());
      }
      axes.axis(node, part, axis);
      parts.add(part);
    }
    int left = model.layout().left();
    boolean alike = parts.stream().allMatch(part -> part.layout().left() == left);
    boolean whole = !alike || left == axis;
    OnnxValue[] all =
        parts.stream().map(p -> whole ? axes.leaving(node, p, -1) : p).toArray(OnnxValue[]::new);
    OnnxLayout layout = all[parts.indexOf(model)].layout();
    Layer layer = new Concatenation(node.name(), layout.stored(axis));
    graph.emit(node, node.output(), layout, layer, all);
  }

  /** A constant among activations: one for all images, or copies of one for each. */
  private OnnxValue constant(OnnxNode node, int i, OnnxValue model) {
    OnnxTensor given = graph.mask(node, i);
    if (given.rank() != model.rank() || given.size() == 0) {
      throw node.refuse("joins a constant of " + Arrays.toString(given.dims()));
    }
    OnnxTensor value = axes.one(node, given, model);
    OnnxValue lifted = graph.repeated(node, node.inputs().get(i), value);
    int left = model.layout().left();
    boolean fits = left >= 0 && lifted.size(left) == 1;
    return fits ? axes.leaving(node, lifted, left) : lifted;
  }

  private void slice(OnnxNode node) {
    OnnxValue x = graph.activation(node, 0);
    graph.pass(node, x);
    long[] sizes = new OnnxShapes(graph).sizes(x);
    for (OnnxSlices.Part part : OnnxSlices.of(graph, node, sizes)) {
      boolean all = part.start() == 0 && part.step() == 1 && part.count() == sizes[part.axis()];
      if (!all) {
        take(node, node.output(), graph.made(node), part);
      }
    }
  }

  /** One of a node's outputs is a part of a value. */
  OnnxValue take(OnnxNode node, String output, OnnxValue input, OnnxSlices.Part part) {
    int axis = axes.axis(node, input, part.axis());
    OnnxValue x = axes.with(node, input, axis);
    if (part.count() < 1) {
      throw node.refuse("takes none of " + x.size(axis) + " values");
    }
    long way = (part.count() - 1) * part.step();
    long low = Math.min(part.start(), part.start() + way);
    long high = Math.max(part.start(), part.start() + way);
    int stored = x.layout().stored(axis);
    long step = Math.abs(part.step());
    Layer layer = new Slice(node.name(), stored, low, high + 1, part.count() == 1 ? 1 : step);
    OnnxValue made = graph.emit(node, output, x.layout(), layer, x);
    if (part.step() < 0 && part.count() > 1) {
      Layer reversal = new Reversal(node.name() + ".reversed", stored);
      return graph.emit(node, output, x.layout(), reversal, made);
    }
    return made;
  }

  private void split(OnnxNode node) {
    OnnxValue x = graph.activation(node, 0);
    int axis = axes.axis(node, x, node.integer("axis", 0));
    long from = 0;
    int i = 0;
    for (long size : OnnxSlices.lengths(graph, node, x.size(axis))) {
      take(node, node.outputs().get(i++), x, new OnnxSlices.Part(axis, from, 1, size));
      from += size;
    }
  }

  private void gather(OnnxNode node) {
    node.allow("axis");
    OnnxValue x = graph.activation(node, 0);
    int axis = axes.axis(node, x, node.integer("axis", 0));
    OnnxTensor index = graph.constant(node, 1);
    long[] at = graph.integers(node, 1).clone();
    for (int i = 0; i < at.length; i++) {
      at[i] = at[i] < 0 ? at[i] + x.size(axis) : at[i];
      if (at[i] < 0 || at[i] >= x.size(axis)) {
        throw node.refuse("takes index " + at[i] + " of " + x.size(axis) + " values");
      }
    }
    long step = at.length < 2 || at[1] == at[0] ? 1 : at[1] - at[0];
    boolean even = true;
    for (int i = 1; i < at.length; i++) {
      even &= at[i] == at[i - 1] + step;
    }
    if (at.length > MOST) {
      throw node.refuse("takes " + at.length + " indices");
    }
    if (at.length > 0 && even) {
      take(node, node.output(), x, new OnnxSlices.Part(axis, at[0], step, at.length));
    } else {
      OnnxValue whole = axes.with(node, x, axis);
      int stored = whole.layout().stored(axis);
      graph.emit(node, new Selection(node.name(), stored, at), whole);
    }
    if (index.rank() == 0) {
      OnnxShapes.drop(graph, node, graph.made(node), axis);
    } else if (index.rank() > 1) {
      spread(node, axis, index.dims());
    }
  }

  /** The index's own axes in place of the one that it picks from. */
  private void spread(OnnxNode node, int axis, long... dims) {
    OnnxValue made = axes.leaving(node, graph.made(node), -1);
    long[] sizes = made.shape().getShape();
    LongStream before = Arrays.stream(sizes).limit(axis);
    LongStream after = Arrays.stream(sizes).skip(axis + 1L);
    LongStream all = LongStream.concat(LongStream.concat(before, Arrays.stream(dims)), after);
    int images = made.images() > axis ? made.images() + dims.length - 1 : made.images();
    OnnxLayout layout = new OnnxLayout(-1, images, made.layout().outer());
    graph.pass(node, axes.as(node, made, new Shape(all.toArray()), layout));
  }

  private void expand(OnnxNode node) {
    OnnxValue x = graph.activation(node, 0);
    long[] sizes = graph.integers(node, 1).clone();
    int images = x.images() < 0 ? -1 : x.images() + Math.max(0, sizes.length - x.rank());
    int own = images - Math.max(0, x.rank() - sizes.length);
    if (images >= 0 && own >= 0 && sizes[own] == new OnnxShapes(graph).sizes(x)[x.images()]) {
      // as many images as come in
      sizes[own] = 1;
    }
    OnnxValue ranked = axes.ranked(node, x, sizes.length);
    Shape joined = BroadcastShapes.joined(ranked.shape(), new Shape(sizes));
    boolean same = joined.equals(ranked.shape());
    graph.pass(node, same ? ranked : axes.enlarged(node, ranked, joined));
  }

  private void tile(OnnxNode node) {
    node.allow();
    OnnxValue x = graph.activation(node, 0);
    long[] times = graph.integers(node, 1);
    if (times.length != x.rank()) {
      throw node.refuse("has " + times.length + " numbers for " + x.rank() + " axes");
    }
    graph.pass(node, x);
    for (int i = 0; i < times.length; i++) {
      if (times[i] == 1) {
        continue;
      }
      int axis = axes.axis(node, x, i);
      OnnxValue made = axes.with(node, graph.made(node), axis);
      if (times[i] < 1 || times[i] > MOST) {
        throw node.refuse("repeats " + times[i] + " times");
      }
      List<OnnxValue> copies = Collections.nCopies((int) times[i], made);
      Layer layer = new Concatenation(node.name(), made.layout().stored(axis));
      graph.emit(node, layer, copies.toArray(OnnxValue[]::new));
    }
  }
}
