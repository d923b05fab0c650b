package org.segmentattribution.model.onnx.constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Moves, repeats, joins and takes apart the values of constants. */
final class ArrayMoves {
  private ArrayMoves() {}

  /** Concat. */
  static Constant concat(NodeReader node, Constants constants) {
    List<Constant> parts = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      parts.add(constants.get(node, i));
    }
    Constant first = parts.get(0);
    int axis = axis(node, first, node.integer("axis", 1));
    long[] sizes = first.dims().clone();
    sizes[axis] = parts.stream().mapToLong(part -> part.dims()[axis]).sum();
    int size = constants.room(node, sizes);
    float[] floats = first.floats() == null ? null : new float[size];
    long[] integers = first.floats() == null ? new long[size] : null;
    int outer = (int) BroadcastShapes.elements(Arrays.copyOf(sizes, axis));
    int to = 0;
    for (int o = 0; o < outer; o++) {
      for (Constant part : parts) {
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
    return new Constant(sizes, floats, integers);
  }

  private static long[] along(Constant x, int axis) {
    long[] sizes = x.dims().clone();
    sizes[axis] = 1;
    return sizes;
  }

  /** Gather. */
  static Constant gather(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    int axis = axis(node, x, node.integer("axis", 0));
    long[] picked = constants.integers(node, 1).clone();
    for (int i = 0; i < picked.length; i++) {
      picked[i] = picked[i] < 0 ? picked[i] + x.dims()[axis] : picked[i];
      if (picked[i] < 0 || picked[i] >= x.dims()[axis]) {
        throw node.refuse(
            "index "
                + constants.integers(node, 1)[i]
                + " is outside of "
                + x.dims()[axis]
                + " values");
      }
    }
    long[] sizes = x.dims().clone();
    sizes[axis] = picked.length;
    constants.room(node, sizes);
    // the axes of the index replace the axis
    LongStream before = Arrays.stream(sizes).limit(axis);
    LongStream within = Arrays.stream(constants.get(node, 1).dims());
    LongStream after = Arrays.stream(sizes).skip(axis + 1L);
    long[] all = LongStream.concat(LongStream.concat(before, within), after).toArray();
    return x.along(axis, picked).withDims(all);
  }

  /** Slice. */
  static Constant slice(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long[][] steps = x.steps();
    for (SliceParts.Part part : SliceParts.of(node, constants, x.dims())) {
      long[] all = steps[part.axis()];
      steps[part.axis()] =
          LongStream.range(0, part.count())
              .map(k -> all[(int) (part.start() + k * part.step())])
              .toArray();
    }
    return walked(node, constants, x, steps);
  }

  /** Split. */
  static List<Constant> split(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    int axis = axis(node, x, node.integer("axis", 0));
    long from = 0;
    List<Constant> parts = new ArrayList<>();
    for (long size : SliceParts.lengths(node, constants, x.dims()[axis])) {
      long start = from;
      constants.room(node, x.dims());
      parts.add(x.along(axis, LongStream.range(start, start + size).toArray()));
      from += size;
    }
    return parts;
  }

  /** Transpose. */
  static Constant transpose(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    int[] order = AxisNumbers.order(node, x.rank());
    long[][] steps = x.steps();
    return walked(
        node,
        constants,
        x,
        Arrays.stream(order).mapToObj(axis -> steps[axis]).toArray(long[][]::new));
  }

  /** Expand. */
  static Constant expand(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long[] sizes;
    try {
      sizes = BroadcastShapes.joined(x.dims(), constants.integers(node, 1));
    } catch (IllegalArgumentException e) {
      throw node.refuse(
          "expands a constant of " + Arrays.toString(x.dims()) + ": " + e.getMessage());
    }
    constants.room(node, sizes);
    return x.broadcast(sizes);
  }

  /** Tile. */
  static Constant tile(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long[] times = constants.integers(node, 1);
    long[] sizes = new long[x.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = Math.multiplyExact(x.dims()[axis], times[axis]);
    }
    constants.room(node, sizes);
    long[][] steps = x.steps();
    for (int axis = 0; axis < sizes.length; axis++) {
      long[] own = steps[axis];
      steps[axis] =
          LongStream.range(0, sizes[axis]).map(i -> own[(int) (i % own.length)]).toArray();
    }
    return x.walked(steps);
  }

  private static int axis(NodeReader node, Constant x, long axis) {
    return (int) AxisNumbers.axes(node, x.rank(), axis)[0];
  }

  private static Constant walked(
      NodeReader node, Constants constants, Constant x, long[]... steps) {
    constants.room(node, Arrays.stream(steps).mapToLong(step -> step.length).toArray());
    return x.walked(steps);
  }
}
