package org.segmentattribution.model.onnx;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;

/** Sums, products, means, extremes and norms of constants along axes. */
final class OnnxReduction {
  private final OnnxImporter graph;
  private final OnnxNode node;

  OnnxReduction(OnnxImporter graph, OnnxNode node) {
    this.graph = graph;
    this.node = node;
  }

  /** The axes that a reduction names, all where it names none. */
  static long[] axes(OnnxImporter graph, OnnxNode node, int rank) {
    node.allow("axes", "keepdims", "noop_with_empty_axes");
    long[] given = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("axes");
    boolean none = given.length == 0 && node.integer("noop_with_empty_axes", 0) != 0;
    return given.length > 0 || none ? given : LongStream.range(0, rank).toArray();
  }

  OnnxTensor fold() {
    OnnxTensor x = graph.constant(node, 0);
    long[] axes = OnnxShapes.axes(node, x.rank(), axes(graph, node, x.rank()));
    long[] sizes = x.dims().clone();
    Arrays.stream(axes).forEach(axis -> sizes[(int) axis] = 1);
    int size = graph.room(node, sizes);
    long count =
        BroadcastShapes.elements(Arrays.stream(axes).map(axis -> x.dims()[(int) axis]).toArray());
    if (count < 1) {
      throw node.refuse("reduces no values");
    }
    double[] made = new double[size];
    int[] seen = new int[size];
    DoubleBinaryOperator join = join(node.operator());
    long[] places = places(x, sizes);
    for (int i = 0; i < x.size(); i++) {
      int to = (int) places[i];
      double value = term(x.at(i));
      made[to] = seen[to]++ == 0 ? value : join.applyAsDouble(made[to], value);
    }
    for (int i = 0; i < size; i++) {
      made[i] =
          switch (node.operator()) {
            case "ReduceMean" -> made[i] / count;
            case "ReduceL2" -> Math.sqrt(made[i]);
            default -> made[i];
          };
    }
    long[] kept =
        node.integer("keepdims", 1) != 0
            ? sizes
            : IntStream.range(0, sizes.length)
                .filter(i -> Arrays.binarySearch(axes, i) < 0)
                .mapToLong(i -> sizes[i])
                .toArray();
    if (x.floats() == null) {
      return new OnnxTensor(kept, null, Arrays.stream(made).mapToLong(v -> (long) v).toArray());
    }
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) made[i];
    }
    return new OnnxTensor(kept, floats, null);
  }

  /** For each value the place that it is joined into. */
  private static long[] places(OnnxTensor x, long... sizes) {
    int count = (int) BroadcastShapes.elements(sizes);
    OnnxTensor numbers = new OnnxTensor(sizes, null, LongStream.range(0, count).toArray());
    return numbers.broadcast(x.dims()).integers();
  }

  private double term(double value) {
    return switch (node.operator()) {
      case "ReduceL1" -> Math.abs(value);
      case "ReduceL2" -> value * value;
      default -> value;
    };
  }

  private static DoubleBinaryOperator join(String operator) {
    return switch (operator) {
      case "ReduceProd" -> (a, b) -> a * b;
      case "ReduceMax" -> Math::max;
      case "ReduceMin" -> Math::min;
      default -> Double::sum;
    };
  }
}
