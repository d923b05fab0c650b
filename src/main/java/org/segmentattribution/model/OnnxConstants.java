package org.segmentattribution.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Nodes whose output does not depend on the image: constants, and the arithmetic of shapes that
 * exporters write before a Reshape. The number of images stands there as {@link OnnxShapes#IMAGES}.
 */
final class OnnxConstants {
  private static final Set<String> FOLDED =
      Set.of(
          "Identity",
          "Cast",
          "Gather",
          "Unsqueeze",
          "Squeeze",
          "Concat",
          "Reshape",
          "Transpose",
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Equal",
          "Where",
          "ConstantOfShape",
          "Slice",
          "Floor",
          "Sqrt",
          "Pow");
  private static final Set<String> OF_TWO = Set.of("Add", "Sub", "Mul", "Div", "Pow", "Equal");

  private final OnnxImporter graph;

  OnnxConstants(OnnxImporter graph) {
    this.graph = graph;
  }

  /** Whether the node makes a constant, which is then known to the graph. */
  boolean folds(OnnxNode node) {
    if (node.operator().equals("Constant")) {
      graph.compute(node, constant(node));
      return true;
    }
    if (node.operator().equals("Shape")) {
      node.allow("start", "end");
      graph.compute(
          node,
          graph.isActivation(node, 0)
              ? shape(node, OnnxShapes.sizes(graph.activation(node, 0)))
              : shape(node, graph.constant(node, 0).dims()));
      return true;
    }
    boolean joins = OF_TWO.contains(node.operator()) || node.operator().equals("Concat");
    int count = joins ? node.inputs().size() : 1;
    if (!FOLDED.contains(node.operator())
        || IntStream.range(0, count).anyMatch(i -> graph.isActivation(node, i))) {
      return false;
    }
    graph.compute(node, fold(node));
    return true;
  }

  /** The sizes from {@code start} to {@code end}, which a file may name since operator set 15. */
  private static OnnxTensor shape(OnnxNode node, long[] sizes) {
    return part(sizes, node.integer("start", 0), node.integer("end", sizes.length));
  }

  private static OnnxTensor part(long[] values, long start, long end) {
    int from =
        (int) Math.max(0, Math.min(values.length, start < 0 ? start + values.length : start));
    int to = (int) Math.max(from, Math.min(values.length, end < 0 ? end + values.length : end));
    long[] part = Arrays.copyOfRange(values, from, to);
    return new OnnxTensor(new long[] {part.length}, null, part);
  }

  private static OnnxTensor constant(OnnxNode node) {
    for (String name : List.of("value", "value_float", "value_floats", "value_int", "value_ints")) {
      if (!node.has(name)) {
        continue;
      }
      AttributeProto attribute = node.attribute(name);
      try {
        return switch (name) {
          case "value" -> OnnxTensor.of(attribute.getT());
          case "value_float" -> new OnnxTensor(new long[0], new float[] {attribute.getF()}, null);
          case "value_floats" -> OnnxTensor.ofFloats(attribute.getFloatsList());
          case "value_int" -> new OnnxTensor(new long[0], null, new long[] {attribute.getI()});
          default -> OnnxTensor.ofIntegers(attribute.getIntsList());
        };
      } catch (IllegalArgumentException e) {
        throw node.refuse(e.getMessage());
      }
    }
    throw node.refuse("holds neither float32 nor int64 values");
  }

  private OnnxTensor fold(OnnxNode node) {
    OnnxTensor x = graph.constant(node, 0);
    if (node.operator().equals("Identity")) {
      return x;
    }
    if (node.operator().equals("ConstantOfShape")) {
      return filled(node, x.integers());
    }
    if (x.floats() != null) {
      return OnnxWeights.fold(graph, node, x);
    }
    long[] values = graph.integers(node, 0);
    return switch (node.operator()) {
      case "Gather" -> gather(node, values);
      case "Slice" -> slice(node, values);
      case "Where" -> where(node, values);
      case "Add", "Sub", "Mul", "Div", "Equal" -> arithmetic(node, x, graph.constant(node, 1));
      case "Concat" -> {
        long[] all = values;
        for (int i = 1; i < node.inputs().size(); i++) {
          long[] more = graph.integers(node, i);
          all = LongStream.concat(Arrays.stream(all), Arrays.stream(more)).toArray();
        }
        yield new OnnxTensor(new long[] {all.length}, null, all);
      }
      case "Cast" -> cast(node, x);
      // a list of integers has one axis or none: the values stay what they are
      default -> new OnnxTensor(new long[] {values.length}, null, values);
    };
  }

  private static OnnxTensor cast(OnnxNode node, OnnxTensor x) {
    if (node.integer("to", 0) != TensorProto.DataType.FLOAT.getNumber()) {
      return x;
    }
    float[] floats = new float[x.size()];
    for (int i = 0; i < floats.length; i++) {
      if (x.integers()[i] % OnnxShapes.IMAGES == 0 && x.integers()[i] != 0) {
        throw node.refuse("computes with the number of images");
      }
      floats[i] = x.integers()[i];
    }
    return new OnnxTensor(x.dims(), floats, null);
  }

  private static OnnxTensor filled(OnnxNode node, long[] shape) {
    long count = shape == null ? -1 : Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    OnnxTensor value = node.has("value") ? OnnxTensor.of(node.attribute("value").getT()) : null;
    if (value == null || value.integers() == null || count < 0 || count > 64) {
      throw node.refuse("only short lists of int64 are supported");
    }
    long[] all = new long[(int) count];
    Arrays.fill(all, value.integers()[0]);
    return new OnnxTensor(new long[] {all.length}, null, all);
  }

  private static OnnxTensor arithmetic(OnnxNode node, OnnxTensor a, OnnxTensor b) {
    if (b.integers() == null || (a.size() != b.size() && a.size() != 1 && b.size() != 1)) {
      throw node.refuse("joins lists of " + a.size() + " and " + b.size() + " values");
    }
    long[] all = new long[Math.max(a.size(), b.size())];
    for (int i = 0; i < all.length; i++) {
      long x = a.integers()[a.size() == 1 ? 0 : i];
      long y = b.integers()[b.size() == 1 ? 0 : i];
      if (y == 0 && node.operator().equals("Div")) {
        throw node.refuse("divides by 0");
      }
      all[i] =
          switch (node.operator()) {
            case "Add" -> x + y;
            case "Sub" -> x - y;
            case "Mul" -> x * y;
            case "Div" -> x / y;
            default -> x == y ? 1 : 0;
          };
    }
    return new OnnxTensor(a.size() >= b.size() ? a.dims() : b.dims(), null, all);
  }

  private OnnxTensor where(OnnxNode node, long[] condition) {
    long[] yes = graph.integers(node, 1);
    long[] no = graph.integers(node, 2);
    long[] all = new long[condition.length];
    for (int i = 0; i < all.length; i++) {
      long[] from = condition[i] != 0 ? yes : no;
      all[i] = from[from.length == 1 ? 0 : i];
    }
    return new OnnxTensor(new long[] {all.length}, null, all);
  }

  private OnnxTensor slice(OnnxNode node, long[] values) {
    long start = node.has("starts") ? node.integers("starts")[0] : graph.integers(node, 1)[0];
    long end = node.has("ends") ? node.integers("ends")[0] : graph.integers(node, 2)[0];
    return part(values, start, end);
  }

  private OnnxTensor gather(OnnxNode node, long[] values) {
    long[] picked = graph.integers(node, 1).clone();
    for (int i = 0; i < picked.length; i++) {
      long at = picked[i] < 0 ? picked[i] + values.length : picked[i];
      if (at < 0 || at >= values.length) {
        throw node.refuse("index " + picked[i] + " is outside of " + values.length + " values");
      }
      picked[i] = values[(int) at];
    }
    // one index without an axis picks one value without an axis
    long[] dims =
        graph.constant(node, 1).dims().length == 0 ? new long[0] : new long[] {picked.length};
    return new OnnxTensor(dims, null, picked);
  }
}
