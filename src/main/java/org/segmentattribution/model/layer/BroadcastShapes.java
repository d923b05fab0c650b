package org.segmentattribution.model.layer;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.api.WrongInput;

/** Computes shapes of results from shapes of inputs, broadcast as in NumPy and ONNX. */
public final class BroadcastShapes {
  private BroadcastShapes() {}

  /** Returns the shape with another size along an axis. */
  public static Shape with(Shape shape, int axis, long size) {
    long[] sizes = shape.getShape().clone();
    sizes[axis] = size;
    return new Shape(sizes);
  }

  /** Returns the product of the sizes; the largest long if the product does not fit. */
  public static long elements(long... sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size == 0) {
        return 0;
      }
      product = product > Long.MAX_VALUE / size ? Long.MAX_VALUE : product * size;
    }
    return product;
  }

  /** Returns the shape of two arrays that are broadcast to each other. */
  public static Shape joined(Shape a, Shape b) {
    return new Shape(joined(a.getShape(), b.getShape()));
  }

  /** Returns the sizes of two arrays that are broadcast to each other. */
  public static long[] joined(long[] a, long[] b) {
    long[] sizes = new long[Math.max(a.length, b.length)];
    for (int i = 0; i < sizes.length; i++) {
      long x = fromLast(a, sizes.length - i);
      long y = fromLast(b, sizes.length - i);
      if (x != y && x != 1 && y != 1) {
        throw new WrongInput(new Shape(a) + " and " + new Shape(b) + " do not fit");
      }
      sizes[i] = x == 1 ? y : x;
    }
    return sizes;
  }

  /** Returns the i-th size from the last, 1 if there is none. */
  private static long fromLast(long[] sizes, int i) {
    return i > sizes.length ? 1 : sizes[sizes.length - i];
  }

  /** Returns the shape of a product of matrices, which are in the last two axes. */
  static Shape product(Shape a, Shape b) {
    int rank = a.dimension();
    if (rank != b.dimension() || a.get(rank - 1) != b.get(rank - 2)) {
      throw new WrongInput(a + " and " + b + " do not fit");
    }
    Shape many = joined(a.slice(0, rank - 2), b.slice(0, rank - 2));
    return many.add(a.get(rank - 2)).add(b.get(rank - 1));
  }

  /** Checks that two shapes differ along this axis at most. */
  public static void requireAlike(Shape a, Shape b, int axis) {
    if (a.dimension() != b.dimension() || !with(a, axis, 1).equals(with(b, axis, 1))) {
      throw new WrongInput(a + " and " + b + " do not fit");
    }
  }
}
