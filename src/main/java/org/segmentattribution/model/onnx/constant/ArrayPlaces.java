package org.segmentattribution.model.onnx.constant;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Computes with the places of values in a constant. */
final class ArrayPlaces {
  private ArrayPlaces() {}

  /** NonZero: places of the values that are not 0, one row an axis. */
  static Constant nonZero(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long[] strides = x.strides();
    long[] places = LongStream.range(0, x.size()).filter(i -> x.at((int) i) != 0).toArray();
    int size = constants.room(node, x.rank(), places.length);
    long[] all = new long[size];
    for (int k = 0; k < size; k++) {
      int axis = k / places.length;
      all[k] = places[k % places.length] / strides[axis] % x.dims()[axis];
    }
    return new Constant(new long[] {x.rank(), places.length}, null, all);
  }

  /** ScatterND: a copy of the constant in which parts are replaced. */
  static Constant scatter(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    Constant index = constants.get(node, 1);
    Constant updates = constants.get(node, 2);
    constants.room(node, x.dims());
    int depth = (int) index.dims()[index.rank() - 1];
    long[] strides = x.strides();
    int part = (int) BroadcastShapes.elements(Arrays.copyOfRange(x.dims(), depth, x.rank()));
    int rows = depth == 0 ? 0 : index.size() / depth;
    boolean plain = node.text("reduction", "none").equals("none");
    boolean alike = (x.floats() == null) == (updates.floats() == null);
    if (!plain || !alike || index.integers() == null || updates.size() != rows * part) {
      throw node.refuse("replaces parts of a constant in a way that is not supported");
    }
    Constant made =
        new Constant(
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

  /** Trilu: the upper or lower triangle of matrices, 0 elsewhere. */
  static Constant triangle(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    constants.room(node, x.dims());
    boolean upper = node.integer("upper", 1) != 0;
    long shift = node.given(1) ? constants.integers(node, 1)[0] : 0;
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
    return new Constant(x.dims(), floats, integers);
  }
}
