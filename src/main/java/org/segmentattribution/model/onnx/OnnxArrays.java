package org.segmentattribution.model.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;

/** Constants whose values are moved, repeated, joined or put together. */
final class OnnxArrays {
  private final OnnxImporter graph;
  private final OnnxNode node;

  OnnxArrays(OnnxImporter graph, OnnxNode node) {
    this.graph = graph;
    this.node = node;
  }

  /** What the node makes of constants, or null where it is none of these operators. */
  OnnxTensor fold() {
    return switch (node.operator()) {
      case "Concat" -> concat();
      case "Gather" -> gather();
      case "Slice" -> slice();
      case "Transpose" -> transpose();
      case "Expand" -> expand();
      case "Tile" -> tile();
      case "Pad" -> pad();
      case "Reshape" -> {
        node.allow("allowzero", "shape");
        OnnxTensor x = x();
        long[] given = graph.given(node, 1) ? integers(1) : node.integers("shape");
        yield shaped(x, OnnxShapes.resolved(node, given, x.dims()));
      }
      case "Flatten" -> {
        OnnxTensor x = x();
        long axis = node.integer("axis", 1);
        int split = Math.toIntExact(axis < 0 ? axis + x.rank() : axis);
        long rows = BroadcastShapes.elements(Arrays.copyOf(x.dims(), split));
        yield shaped(x, rows, rows == 0 ? 0 : x.size() / rows);
      }
      case "Squeeze", "Unsqueeze" -> axes();
      case "ReduceSum",
          "ReduceProd",
          "ReduceMax",
          "ReduceMin",
          "ReduceMean",
          "ReduceL1",
          "ReduceL2" ->
          new OnnxReduction(graph, node).fold();
      case "NonZero" -> nonZero();
      case "ScatterND" -> scatter();
      case "Trilu" -> triangle();
      default -> null;
    };
  }

  private OnnxTensor x() {
    return graph.constant(node, 0);
  }

  private long[] integers(int i) {
    return graph.integers(node, i);
  }

  private OnnxTensor shaped(OnnxTensor x, long... sizes) {
    if (LongStream.of(sizes).anyMatch(s -> s < 0) || BroadcastShapes.elements(sizes) != x.size()) {
      throw node.refuse("a constant does not fit the shape " + Arrays.toString(sizes));
    }
    return x.withDims(sizes);
  }

  private int axis(OnnxTensor x, long axis) {
    return (int) OnnxShapes.axes(node, x.rank(), axis)[0];
  }

  private OnnxTensor walked(OnnxTensor x, long[]... steps) {
    graph.room(node, Arrays.stream(steps).mapToLong(step -> step.length).toArray());
    return x.walked(steps);
  }

  private OnnxTensor concat() {
    List<OnnxTensor> parts = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      parts.add(graph.constant(node, i));
    }
    OnnxTensor first = parts.get(0);
    int axis = axis(first, node.integer("axis", 1));
    long[] sizes = first.dims().clone();
    sizes[axis] = parts.stream().mapToLong(part -> part.dims()[axis]).sum();
    int size = graph.room(node, sizes);
    float[] floats = first.floats() == null ? null : new float[size];
    long[] integers = first.floats() == null ? new long[size] : null;
    int outer = (int) BroadcastShapes.elements(Arrays.copyOf(sizes, axis));
    int to = 0;
    for (int o = 0; o < outer; o++) {
      for (OnnxTensor part : parts) {
        int inner = part.size() / outer;
        boolean alike = Arrays.equals(along(part, axis), along(first, axis));
        if (!alike || (part.floats() == null) != (floats == null)) {
          throw node.refuse("joins constants that do not fit each other");
        }
        Object from = floats == null ? part.integers() : part.floats();
        System.arraycopy(from, o * inner, floats == null ? integers : floats, to, inner);
        to += inner;
      }
    }
    return new OnnxTensor(sizes, floats, integers);
  }

  private static long[] along(OnnxTensor x, int axis) {
    long[] sizes = x.dims().clone();
    sizes[axis] = 1;
    return sizes;
  }

  private OnnxTensor gather() {
    OnnxTensor x = x();
    int axis = axis(x, node.integer("axis", 0));
    long[] picked = integers(1).clone();
    for (int i = 0; i < picked.length; i++) {
      picked[i] = picked[i] < 0 ? picked[i] + x.dims()[axis] : picked[i];
      if (picked[i] < 0 || picked[i] >= x.dims()[axis]) {
        throw node.refuse(
            "index " + integers(1)[i] + " is outside of " + x.dims()[axis] + " values");
      }
    }
    long[] sizes = x.dims().clone();
    sizes[axis] = picked.length;
    graph.room(node, sizes);
    // the index's own axes stand in place of the axis
    LongStream before = Arrays.stream(sizes).limit(axis);
    LongStream within = Arrays.stream(graph.constant(node, 1).dims());
    LongStream after = Arrays.stream(sizes).skip(axis + 1L);
    long[] all = LongStream.concat(LongStream.concat(before, within), after).toArray();
    return x.along(axis, picked).withDims(all);
  }

  private OnnxTensor slice() {
    OnnxTensor x = x();
    long[][] steps = x.steps();
    for (OnnxSlices.Part part : OnnxSlices.of(graph, node, x.dims())) {
      long[] all = steps[part.axis()];
      steps[part.axis()] =
          LongStream.range(0, part.count())
              .map(k -> all[(int) (part.start() + k * part.step())])
              .toArray();
    }
    return walked(x, steps);
  }

  List<OnnxTensor> split() {
    OnnxTensor x = x();
    int axis = axis(x, node.integer("axis", 0));
    long from = 0;
    List<OnnxTensor> parts = new ArrayList<>();
    for (long size : OnnxSlices.lengths(graph, node, x.dims()[axis])) {
      long start = from;
      graph.room(node, x.dims());
      parts.add(x.along(axis, LongStream.range(start, start + size).toArray()));
      from += size;
    }
    return parts;
  }

  private OnnxTensor transpose() {
    OnnxTensor x = x();
    int[] order = OnnxShapes.order(node, x.rank());
    long[][] steps = x.steps();
    return walked(x, Arrays.stream(order).mapToObj(axis -> steps[axis]).toArray(long[][]::new));
  }

  private OnnxTensor expand() {
    OnnxTensor x = x();
    long[] sizes;
    try {
      sizes = BroadcastShapes.joined(x.dims(), integers(1));
    } catch (IllegalArgumentException e) {
      throw node.refuse(
          "expands a constant of " + Arrays.toString(x.dims()) + ": " + e.getMessage());
    }
    graph.room(node, sizes);
    return x.broadcast(sizes);
  }

  private OnnxTensor tile() {
    OnnxTensor x = x();
    long[] times = integers(1);
    long[] sizes = new long[x.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = Math.multiplyExact(x.dims()[axis], times[axis]);
    }
    graph.room(node, sizes);
    long[][] steps = x.steps();
    for (int axis = 0; axis < sizes.length; axis++) {
      long[] own = steps[axis];
      steps[axis] =
          LongStream.range(0, sizes[axis]).map(i -> own[(int) (i % own.length)]).toArray();
    }
    return x.walked(steps);
  }

  /** With a constant around it. */
  private OnnxTensor pad() {
    OnnxTensor x = x();
    long[] pads = graph.given(node, 1) ? integers(1) : node.integers("pads");
    OnnxTensor value =
        graph.given(node, 2)
            ? graph.constant(node, 2)
            : new OnnxTensor(
                new long[] {1},
                x.floats() == null ? null : new float[] {node.real("value", 0)},
                x.floats() == null ? new long[1] : null);
    boolean plain = node.text("mode", "constant").equals("constant") && !graph.given(node, 3);
    boolean fits = pads.length == 2 * x.rank() && Arrays.stream(pads).allMatch(p -> p >= 0);
    if (!plain || !fits || (value.floats() == null) != (x.floats() == null)) {
      throw node.refuse("pads a constant in a way that is not supported");
    }
    long[] sizes = x.dims().clone();
    Arrays.setAll(
        sizes, i -> Math.addExact(sizes[i], Math.addExact(pads[i], pads[i + sizes.length])));
    int size = graph.room(node, sizes);
    // the value stands behind those of the constant
    OnnxTensor all = joined(x, value);
    int[] places = new int[size];
    Arrays.fill(places, x.size());
    long[] strides = new OnnxTensor(sizes, new float[0], null).strides();
    long[][] own = x.steps();
    for (int axis = 0; axis < own.length; axis++) {
      long first = pads[axis];
      long stride = strides[axis];
      own[axis] = LongStream.range(0, x.dims()[axis]).map(i -> (i + first) * stride).toArray();
    }
    long[] to =
        new OnnxTensor(sizes, null, LongStream.range(0, size).toArray()).walked(own).integers();
    for (int i = 0; i < to.length; i++) {
      places[(int) to[i]] = i;
    }
    return all.taken(sizes, places);
  }

  private static OnnxTensor joined(OnnxTensor x, OnnxTensor value) {
    long[] sizes = {x.size() + 1L};
    if (x.floats() == null) {
      long[] all = Arrays.copyOf(x.integers(), x.size() + 1);
      all[x.size()] = value.integers()[0];
      return new OnnxTensor(sizes, null, all);
    }
    float[] all = Arrays.copyOf(x.floats(), x.size() + 1);
    all[x.size()] = value.floats()[0];
    return new OnnxTensor(sizes, all, null);
  }

  private OnnxTensor axes() {
    OnnxTensor x = x();
    long[] given = graph.given(node, 1) ? integers(1) : node.integers("axes");
    boolean more = node.operator().equals("Unsqueeze");
    int rank = x.rank() + (more ? given.length : 0);
    long[] axes =
        !more && given.length == 0
            ? LongStream.range(0, rank).filter(i -> x.dims()[(int) i] == 1).toArray()
            : OnnxShapes.axes(node, rank, given);
    List<Long> sizes = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < rank; i++) {
      boolean named = Arrays.binarySearch(axes, i) >= 0;
      if (named && more) {
        sizes.add(1L);
      } else if (!named) {
        sizes.add(x.dims()[from++]);
      } else if (x.dims()[from++] != 1) {
        throw node.refuse("axis " + i + " of " + Arrays.toString(x.dims()) + " is not 1");
      }
    }
    return shaped(x, sizes.stream().mapToLong(Long::longValue).toArray());
  }

  /** Places of the values that are not 0, one row an axis. */
  private OnnxTensor nonZero() {
    OnnxTensor x = x();
    long[] strides = x.strides();
    long[] places = LongStream.range(0, x.size()).filter(i -> x.at((int) i) != 0).toArray();
    int size = graph.room(node, x.rank(), places.length);
    long[] all = new long[size];
    for (int k = 0; k < size; k++) {
      int axis = k / places.length;
      all[k] = places[k % places.length] / strides[axis] % x.dims()[axis];
    }
    return new OnnxTensor(new long[] {x.rank(), places.length}, null, all);
  }

  /** A copy of the constant in which parts are replaced. */
  private OnnxTensor scatter() {
    OnnxTensor x = x();
    OnnxTensor index = graph.constant(node, 1);
    OnnxTensor updates = graph.constant(node, 2);
    graph.room(node, x.dims());
    int depth = (int) index.dims()[index.rank() - 1];
    long[] strides = x.strides();
    int part = (int) BroadcastShapes.elements(Arrays.copyOfRange(x.dims(), depth, x.rank()));
    int rows = depth == 0 ? 0 : index.size() / depth;
    boolean plain = node.text("reduction", "none").equals("none");
    boolean alike = (x.floats() == null) == (updates.floats() == null);
    if (!plain || !alike || index.integers() == null || updates.size() != rows * part) {
      throw node.refuse("replaces parts of a constant in a way that is not supported");
    }
    OnnxTensor made =
        new OnnxTensor(
            x.dims(),
            x.floats() == null ? null : x.floats().clone(),
            x.floats() == null ? x.integers().clone() : null);
    for (int row = 0; row < rows; row++) {
      long to = 0;
      for (int axis = 0; axis < depth; axis++) {
        long at = index.integers()[row * depth + axis];
        long place = at < 0 ? at + x.dims()[axis] : at;
        if (place < 0 || place >= x.dims()[axis]) {
          throw node.refuse("index " + at + " is outside of " + x.dims()[axis] + " values");
        }
        to += place * strides[axis];
      }
      Object from = x.floats() == null ? updates.integers() : updates.floats();
      Object into = x.floats() == null ? made.integers() : made.floats();
      System.arraycopy(from, row * part, into, (int) to, part);
    }
    return made;
  }

  /** The upper or lower triangle of matrices, 0 elsewhere. */
  private OnnxTensor triangle() {
    OnnxTensor x = x();
    graph.room(node, x.dims());
    boolean upper = node.integer("upper", 1) != 0;
    long shift = graph.given(node, 1) ? integers(1)[0] : 0;
    long columns = x.dims()[x.rank() - 1];
    long rows = x.dims()[x.rank() - 2];
    float[] floats = x.floats() == null ? null : x.floats().clone();
    long[] integers = x.floats() == null ? x.integers().clone() : null;
    for (int i = 0; i < x.size(); i++) {
      long distance = i % columns - i / columns % rows;
      if (upper ? distance >= shift : distance <= shift) {
        continue;
      }
      if (floats == null) {
        integers[i] = 0;
      } else {
        floats[i] = 0;
      }
    }
    return new OnnxTensor(x.dims(), floats, integers);
  }
}
