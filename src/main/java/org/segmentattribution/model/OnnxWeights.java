package org.segmentattribution.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** Nodes that change constants of float32 before anything uses them. */
final class OnnxWeights {
  private OnnxWeights() {}

  /** The folded constant. */
  static OnnxTensor fold(OnnxImporter graph, OnnxNode node, OnnxTensor x) {
    return switch (node.operator()) {
      case "Cast" -> cast(node, x);
      case "Sqrt" -> scalars(node, x, x, (a, b) -> Math.sqrt(a));
      case "Floor" -> scalars(node, x, x, (a, b) -> Math.floor(a));
      case "Add" -> scalars(node, x, graph.constant(node, 1), (a, b) -> a + b);
      case "Sub" -> scalars(node, x, graph.constant(node, 1), (a, b) -> a - b);
      case "Mul" -> scalars(node, x, graph.constant(node, 1), (a, b) -> a * b);
      case "Div" -> scalars(node, x, graph.constant(node, 1), (a, b) -> a / b);
      case "Pow" -> scalars(node, x, graph.constant(node, 1), Math::pow);
      case "Transpose" -> transpose(node, x);
      case "Reshape" -> reshape(node, x, graph.integers(node, 1));
      case "Unsqueeze", "Squeeze" -> axes(graph, node, x);
      default -> throw node.refuse("is not supported for constants");
    };
  }

  private static OnnxTensor cast(OnnxNode node, OnnxTensor x) {
    long to = node.integer("to", 0);
    if (to == TensorProto.DataType.FLOAT.getNumber()) {
      return x;
    }
    long[] integers = new long[x.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (long) x.floats()[i];
    }
    return new OnnxTensor(x.dims(), null, integers);
  }

  /** Value by value; one value may stand for all, and axes of length 1 may come before others. */
  private static OnnxTensor scalars(
      OnnxNode node, OnnxTensor a, OnnxTensor b, DoubleBinaryOperator operator) {
    boolean alike = a.size() == 1 || b.size() == 1 || Arrays.equals(tail(a), tail(b));
    if (b.floats() == null || !alike) {
      throw node.refuse(
          "joins constants of " + Arrays.toString(a.dims()) + " and " + Arrays.toString(b.dims()));
    }
    float[] values = new float[Math.max(a.size(), b.size())];
    for (int i = 0; i < values.length; i++) {
      float x = a.floats()[a.size() == 1 ? 0 : i];
      float y = b.floats()[b.size() == 1 ? 0 : i];
      values[i] = (float) operator.applyAsDouble(x, y);
    }
    boolean longer =
        a.size() == b.size() ? a.dims().length >= b.dims().length : a.size() > b.size();
    return new OnnxTensor(longer ? a.dims() : b.dims(), values, null);
  }

  /** The axes from the first that is longer than 1. */
  private static long[] tail(OnnxTensor x) {
    return Arrays.stream(x.dims()).dropWhile(size -> size == 1).toArray();
  }

  private static OnnxTensor transpose(OnnxNode node, OnnxTensor x) {
    long[] order = node.integers("perm", 1, 0);
    if (x.dims().length != 2 || !Arrays.equals(order, new long[] {1, 0})) {
      throw node.refuse("only a constant matrix can be transposed");
    }
    int rows = (int) x.dims()[0];
    int columns = (int) x.dims()[1];
    float[] values = new float[x.size()];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[j * rows + i] = x.floats()[i * columns + j];
      }
    }
    return new OnnxTensor(new long[] {columns, rows}, values, null);
  }

  private static OnnxTensor reshape(OnnxNode node, OnnxTensor x, long[] target) {
    long[] dims = target.clone();
    long known = 1;
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] == 0 && i < x.dims().length ? x.dims()[i] : dims[i];
      open = dims[i] == -1 ? i : open;
      known *= dims[i] == -1 ? 1 : dims[i];
    }
    if (open >= 0 && known > 0) {
      dims[open] = x.size() / known;
      known *= dims[open];
    }
    if (known != x.size()) {
      throw node.refuse("a constant does not fit the shape " + Arrays.toString(target));
    }
    return new OnnxTensor(dims, x.floats(), null);
  }

  private static OnnxTensor axes(OnnxImporter graph, OnnxNode node, OnnxTensor x) {
    long[] axes = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("axes");
    boolean more = node.operator().equals("Unsqueeze");
    int rank = x.dims().length + (more ? axes.length : 0);
    long[] counted = Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
    long[] dims = new long[more ? rank : rank - counted.length];
    int from = 0;
    int to = 0;
    for (int i = 0; i < rank; i++) {
      boolean named = Arrays.binarySearch(counted, i) >= 0;
      if (more) {
        dims[to++] = named ? 1 : x.dims()[from++];
      } else if (!named) {
        dims[to++] = x.dims()[i];
      }
    }
    return new OnnxTensor(dims, x.floats(), null);
  }
}
