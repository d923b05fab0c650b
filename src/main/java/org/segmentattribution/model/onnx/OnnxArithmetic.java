package org.segmentattribution.model.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.segmentattribution.model.layer.BroadcastShapes;

/** Constants computed value by value, broadcast to each other. */
final class OnnxArithmetic {
  private static final Map<String, DoubleUnaryOperator> OF_ONE =
      Map.ofEntries(
          Map.entry("Neg", a -> -a),
          Map.entry("Abs", Math::abs),
          Map.entry("Sign", Math::signum),
          Map.entry("Floor", Math::floor),
          Map.entry("Ceil", Math::ceil),
          Map.entry("Round", Math::rint),
          Map.entry("Sqrt", Math::sqrt),
          Map.entry("Exp", Math::exp),
          Map.entry("Log", Math::log),
          Map.entry("Sin", Math::sin),
          Map.entry("Cos", Math::cos),
          Map.entry("Reciprocal", a -> 1 / a),
          Map.entry("Sigmoid", a -> 1 / (1 + Math.exp(-a))),
          Map.entry("Relu", a -> Math.max(0, a)),
          Map.entry("Tanh", Math::tanh),
          Map.entry("Not", a -> a == 0 ? 1 : 0));

  /** The same for reals; those that compare give integers. */
  private static final Map<String, DoubleBinaryOperator> OF_TWO =
      Map.ofEntries(
          Map.entry("Add", (a, b) -> a + b),
          Map.entry("Sub", (a, b) -> a - b),
          Map.entry("Mul", (a, b) -> a * b),
          Map.entry("Div", (a, b) -> a / b),
          Map.entry("Pow", Math::pow),
          Map.entry("Min", Math::min),
          Map.entry("Max", Math::max));

  private static final Map<String, DoubleBinaryOperator> COMPARING =
      Map.ofEntries(
          Map.entry("Equal", (a, b) -> a == b ? 1 : 0),
          Map.entry("Less", (a, b) -> a < b ? 1 : 0),
          Map.entry("LessOrEqual", (a, b) -> a <= b ? 1 : 0),
          Map.entry("Greater", (a, b) -> a > b ? 1 : 0),
          Map.entry("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0),
          Map.entry("And", (a, b) -> a != 0 && b != 0 ? 1 : 0),
          Map.entry("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0),
          Map.entry("Xor", (a, b) -> (a != 0) != (b != 0) ? 1 : 0));

  private static final Map<String, LongBinaryOperator> OF_INTEGERS =
      Map.of(
          "Add", Long::sum,
          "Sub", (a, b) -> a - b,
          "Mul", (a, b) -> a * b,
          "Div", (a, b) -> a / b,
          "Pow", (a, b) -> (long) Math.pow(a, b),
          "Min", Math::min,
          "Max", Math::max);

  private final OnnxImporter graph;
  private final OnnxNode node;

  OnnxArithmetic(OnnxImporter graph, OnnxNode node) {
    this.graph = graph;
    this.node = node;
  }

  /** What the node makes of constants, or null where it is none of these operators. */
  OnnxTensor fold() {
    String operator = node.operator();
    if (OF_ONE.containsKey(operator)) {
      return one(graph.constant(node, 0), OF_ONE.get(operator));
    }
    if (operator.equals("Where")) {
      return where();
    }
    if (operator.equals("Mod")) {
      return mod();
    }
    if (!OF_TWO.containsKey(operator) && !COMPARING.containsKey(operator)) {
      return null;
    }
    OnnxTensor all = graph.constant(node, 0);
    for (int i = 1; i < node.inputs().size(); i++) {
      OnnxTensor next = graph.constant(node, i);
      all =
          COMPARING.containsKey(operator)
              ? compared(all, next, COMPARING.get(operator))
              : all.floats() == null
                  ? integers(all, next, OF_INTEGERS.get(operator))
                  : reals(all, next, OF_TWO.get(operator));
    }
    return all;
  }

  private OnnxTensor one(OnnxTensor x, DoubleUnaryOperator function) {
    int size = graph.room(node, x.dims());
    if (x.floats() == null) {
      long[] all = new long[size];
      Arrays.setAll(all, i -> (long) function.applyAsDouble(x.integers()[i]));
      return new OnnxTensor(x.dims(), null, all);
    }
    float[] all = new float[size];
    for (int i = 0; i < size; i++) {
      all[i] = (float) function.applyAsDouble(x.floats()[i]);
    }
    return new OnnxTensor(x.dims(), all, null);
  }

  /** Both broadcast to each other. */
  private OnnxTensor[] joined(OnnxTensor a, OnnxTensor b) {
    long[] sizes;
    try {
      sizes = BroadcastShapes.joined(a.dims(), b.dims());
    } catch (IllegalArgumentException e) {
      throw node.refuse(
          "joins constants of "
              + Arrays.toString(a.dims())
              + " and "
              + Arrays.toString(b.dims())
              + ", which do not fit");
    }
    graph.room(node, sizes);
    return new OnnxTensor[] {a.broadcast(sizes), b.broadcast(sizes)};
  }

  private OnnxTensor reals(OnnxTensor a, OnnxTensor b, DoubleBinaryOperator function) {
    // an exponent may be whole
    if (b.floats() == null && !node.operator().equals("Pow")) {
      throw node.refuse("joins constants of different types");
    }
    OnnxTensor[] both = joined(a, b);
    float[] all = new float[both[0].size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) function.applyAsDouble(both[0].at(i), both[1].at(i));
    }
    return new OnnxTensor(both[0].dims(), all, null);
  }

  private OnnxTensor compared(OnnxTensor a, OnnxTensor b, DoubleBinaryOperator function) {
    OnnxTensor[] both = joined(a, b);
    long[] all = new long[both[0].size()];
    Arrays.setAll(all, i -> (long) function.applyAsDouble(both[0].at(i), both[1].at(i)));
    return new OnnxTensor(both[0].dims(), null, all);
  }

  private OnnxTensor integers(OnnxTensor a, OnnxTensor b, LongBinaryOperator function) {
    if (b.integers() == null) {
      throw node.refuse("joins constants of different types");
    }
    OnnxTensor[] both = joined(a, b);
    long[] all = new long[both[0].size()];
    Arrays.setAll(all, i -> function.applyAsLong(both[0].integers()[i], both[1].integers()[i]));
    return new OnnxTensor(both[0].dims(), null, all);
  }

  /** The rest has the sign of the divisor, or with fmod that of the dividend. */
  private OnnxTensor mod() {
    boolean dividend = node.integer("fmod", 0) != 0;
    OnnxTensor a = graph.constant(node, 0);
    OnnxTensor b = graph.constant(node, 1);
    if (a.floats() == null) {
      return integers(a, b, dividend ? (x, y) -> x % y : Math::floorMod);
    }
    return reals(a, b, (x, y) -> dividend ? x % y : x - Math.floor(x / y) * y);
  }

  private OnnxTensor where() {
    OnnxTensor condition = graph.constant(node, 0);
    OnnxTensor[] both = joined(graph.constant(node, 1), graph.constant(node, 2));
    OnnxTensor[] first = joined(condition, both[0]);
    OnnxTensor[] second = joined(condition, both[1]);
    if ((both[0].floats() == null) != (both[1].floats() == null) || first[0].floats() != null) {
      throw node.refuse("chooses between constants of different types");
    }
    OnnxTensor yes = first[1];
    OnnxTensor no = second[1];
    long[] chosen = first[0].integers();
    if (yes.floats() == null) {
      long[] all = new long[chosen.length];
      Arrays.setAll(all, i -> chosen[i] != 0 ? yes.integers()[i] : no.integers()[i]);
      return new OnnxTensor(yes.dims(), null, all);
    }
    float[] all = new float[chosen.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = chosen[i] != 0 ? yes.floats()[i] : no.floats()[i];
    }
    return new OnnxTensor(yes.dims(), all, null);
  }
}
