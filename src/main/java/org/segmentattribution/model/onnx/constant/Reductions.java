package org.segmentattribution.model.onnx.constant;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Computes sums, products, means, extremes and norms of constants along axes. */
final class Reductions {
  private Reductions() {}

  /** Reduces a constant along the axes that the node names. */
  static Constant fold(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long[] axes = AxisNumbers.axes(node, x.rank(), AxisNumbers.reduced(node, constants, x.rank()));
    long[] sizes = x.dims().clone();
    Arrays.stream(axes).forEach(axis -> sizes[(int) axis] = 1);
    int size = constants.room(node, sizes);
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
      double value = term(node.operator(), x.at(i));
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
      return new Constant(kept, null, Arrays.stream(made).mapToLong(v -> (long) v).toArray());
    }
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) made[i];
    }
    return new Constant(kept, floats, null);
  }

  /** For each value, the place in the result. */
  private static long[] places(Constant x, long... sizes) {
    int count = (int) BroadcastShapes.elements(sizes);
    Constant numbers = new Constant(sizes, null, LongStream.range(0, count).toArray());
    return numbers.broadcast(x.dims()).integers();
  }

  private static double term(String operator, double value) {
    return switch (operator) {
      case "ReduceL1" -> Math.abs(value);
      case "ReduceL2", "ReduceSumSquare" -> value * value;
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
