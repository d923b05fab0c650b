package org.segmentattribution.model.onnx.constant;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Picks values of constants one by one, and makes constants from places. */
final class ArrayIndices {
  private ArrayIndices() {}

  /** GatherElements: for each index a value along an axis, at the index's own place otherwise. */
  static Constant gatherElements(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    Constant index = constants.get(node, 1);
    int axis = (int) AxisNumbers.axes(node, x.rank(), node.integer("axis", 0))[0];
    long[] at = constants.integers(node, 1);
    if (index.rank() != x.rank()) {
      throw node.refuse("an index of " + Arrays.toString(index.dims()) + " does not fit");
    }
    int[] places = new int[constants.room(node, index.dims())];
    long[] strides = x.strides();
    long[] own = index.strides();
    for (int k = 0; k < places.length; k++) {
      long place = place(node, at[k], x.dims()[axis]) * strides[axis];
      for (int i = 0; i < own.length; i++) {
        place += i == axis ? 0 : k / own[i] % index.dims()[i] * strides[i];
      }
      places[k] = (int) place;
    }
    return x.taken(index.dims(), places);
  }

  /** GatherND: for each row of the index the part that it names. */
  static Constant gatherParts(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    Constant index = constants.get(node, 1);
    long[] at = constants.integers(node, 1);
    int depth = index.rank() == 0 ? 0 : (int) index.dims()[index.rank() - 1];
    if (depth < 1 || depth > x.rank() || node.integer("batch_dims", 0) != 0) {
      throw node.refuse("picks parts of a constant in a way that is not supported");
    }
    long part = BroadcastShapes.elements(Arrays.copyOfRange(x.dims(), depth, x.rank()));
    int size = constants.room(node, at.length / depth, part);
    long[] strides = x.strides();
    int[] places = new int[size];
    for (int k = 0; k < size; k++) {
      long place = k % part;
      for (int axis = 0; axis < depth; axis++) {
        long wanted = at[(int) (k / part) * depth + axis];
        place += place(node, wanted, x.dims()[axis]) * strides[axis];
      }
      places[k] = (int) place;
    }
    LongStream outer = Arrays.stream(index.dims()).limit(index.rank() - 1L);
    LongStream inner = Arrays.stream(x.dims()).skip(depth);
    return x.taken(LongStream.concat(outer, inner).toArray(), places);
  }

  private static long place(NodeReader node, long at, long size) {
    long place = at < 0 ? at + size : at;
    if (place < 0 || place >= size) {
      throw node.refuse("index " + at + " is outside of " + size + " values");
    }
    return place;
  }

  /** CumSum: each value along an axis becomes the sum of those up to it. */
  static Constant sums(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    int axis = (int) AxisNumbers.axes(node, x.rank(), constants.integers(node, 1)[0])[0];
    if (node.integer("exclusive", 0) != 0 || node.integer("reverse", 0) != 0) {
      throw node.refuse("adds up a constant in a way that is not supported");
    }
    constants.room(node, x.dims());
    int stride = (int) x.strides()[axis];
    float[] floats = x.floats() == null ? null : x.floats().clone();
    long[] integers = x.floats() == null ? x.integers().clone() : null;
    for (int k = 0; k < x.size(); k++) {
      if (k / stride % x.dims()[axis] == 0) {
        continue;
      }
      if (floats == null) {
        integers[k] += integers[k - stride];
      } else {
        floats[k] += floats[k - stride];
      }
    }
    return new Constant(x.dims(), floats, integers);
  }

  /** EyeLike: 1 on a diagonal of a matrix of this shape. */
  static Constant diagonal(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    boolean real = node.has("dtype") ? Casts.real(node, "dtype") : x.floats() != null;
    if (x.rank() != 2) {
      throw node.refuse("takes a matrix, not " + Arrays.toString(x.dims()));
    }
    long shift = node.integer("k", 0);
    long[] ones = new long[constants.room(node, x.dims())];
    Arrays.setAll(ones, i -> i % x.dims()[1] - i / x.dims()[1] == shift ? 1 : 0);
    Constant whole = new Constant(x.dims(), null, ones);
    return real ? Casts.real(whole) : whole;
  }
}
