package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * A whole number for each value of an activation, kept once along the axes on which it does not
 * depend. Most numbers depend on one or two axes, so this is small where the activation is large.
 *
 * @param shape of the activation of one image
 * @param sizes for each axis its length, or 1 where the numbers do not depend on it
 * @param values row by row along {@code sizes}
 */
record Tags(Shape shape, int[] sizes, int[] values) {

  /** One number for all values. */
  static Tags all(Shape shape, int tag) {
    int[] sizes = new int[shape.dimension()];
    Arrays.fill(sizes, 1);
    return new Tags(shape, sizes, new int[] {tag});
  }

  /** The numbers of all values, row by row. */
  static Tags of(Shape shape, int... all) {
    return of(shape, sizes(shape), all);
  }

  /** Keeps numbers once along the axes on which they do not depend. */
  private static Tags of(Shape shape, int[] sizes, int[] values) {
    int[] kept = sizes.clone();
    int[] small = values;
    for (int axis = 0; axis < kept.length; axis++) {
      int length = kept[axis];
      int inner = inner(kept, axis);
      if (length > 1 && isSame(small, length, inner)) {
        small = folded(small, length, inner, (first, next) -> first);
        kept[axis] = 1;
      }
    }
    return new Tags(shape, kept, small);
  }

  private static int[] sizes(Shape shape) {
    return Arrays.stream(shape.getShape()).mapToInt(Math::toIntExact).toArray();
  }

  /** Number of values for one index of an axis. */
  private static int inner(int[] sizes, int axis) {
    return Arrays.stream(sizes, axis + 1, sizes.length).reduce(1, Math::multiplyExact);
  }

  private static boolean isSame(int[] values, int length, int inner) {
    for (int from = 0; from < values.length; from += length * inner) {
      for (int i = inner; i < length * inner; i++) {
        if (values[from + i] != values[from + i % inner]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Makes one number of those along an axis. */
  private static int[] folded(int[] values, int length, int inner, IntBinaryOperator fold) {
    int[] out = new int[values.length / length];
    for (int i = 0; i < out.length; i++) {
      int from = i / inner * inner * length + i % inner;
      int made = values[from];
      for (int k = 1; k < length; k++) {
        made = fold.applyAsInt(made, values[from + k * inner]);
      }
      out[i] = made;
    }
    return out;
  }

  /** Makes one number of those along an axis, whose length becomes 1. */
  Tags folded(int axis, IntBinaryOperator fold) {
    long[] one = shape.getShape().clone();
    one[axis] = 1;
    int[] kept = sizes.clone();
    kept[axis] = 1;
    return of(new Shape(one), kept, folded(values, sizes[axis], inner(sizes, axis), fold));
  }

  /** Makes a number of those of two activations at each value of a shape that both broadcast to. */
  Tags with(Tags other, Shape common, IntBinaryOperator operator) {
    Tags a = broadcast(common);
    Tags b = other.broadcast(common);
    int[] both = new int[common.dimension()];
    Arrays.setAll(both, axis -> Math.max(a.sizes[axis], b.sizes[axis]));
    int[] one = a.spread(both);
    int[] two = b.spread(both);
    for (int i = 0; i < one.length; i++) {
      one[i] = operator.applyAsInt(one[i], two[i]);
    }
    return of(common, both, one);
  }

  /** The numbers of an activation that this one is broadcast to. */
  Tags broadcast(Shape wider) {
    int[] longer = new int[wider.dimension()];
    Arrays.fill(longer, 1);
    System.arraycopy(sizes, 0, longer, longer.length - sizes.length, sizes.length);
    return new Tags(wider, longer, values);
  }

  /** The numbers of all values, row by row. */
  int[] all() {
    return spread(sizes(shape));
  }

  /** The numbers along the last two axes, at the start of the others. */
  int[] plane() {
    int[] to = sizes(shape);
    Arrays.fill(to, 0, to.length - 2, 1);
    return spread(to);
  }

  /** Repeats numbers along axes on which they do not depend; cuts other axes off. */
  private int[] spread(int... to) {
    int[] out = new int[Arrays.stream(to).reduce(1, Math::multiplyExact)];
    int[] at = new int[to.length];
    int[] strides = new int[to.length];
    for (int axis = 0; axis < to.length; axis++) {
      strides[axis] = sizes[axis] == 1 ? 0 : inner(sizes, axis);
    }
    int from = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = values[from];
      for (int axis = to.length - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++at[axis] < to[axis]) {
          break;
        }
        from -= strides[axis] * to[axis];
        at[axis] = 0;
      }
    }
    return out;
  }

  /** Whether all numbers are the same one. */
  boolean isAll(int tag) {
    return Arrays.stream(values).allMatch(value -> value == tag);
  }

  /** Whether a number is at least as large as another one. */
  boolean anyFrom(int least) {
    return Arrays.stream(values).anyMatch(value -> value >= least);
  }
}
