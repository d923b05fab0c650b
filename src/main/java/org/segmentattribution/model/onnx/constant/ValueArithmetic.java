package org.segmentattribution.model.onnx.constant;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Computes constants value by value, broadcast to each other. */
final class ValueArithmetic {
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

  /** Functions of two real numbers. */
  private static final Map<String, DoubleBinaryOperator> OF_TWO =
      Map.ofEntries(
          Map.entry("Add", (a, b) -> a + b),
          Map.entry("Sub", (a, b) -> a - b),
          Map.entry("Mul", (a, b) -> a * b),
          Map.entry("Div", (a, b) -> a / b),
          Map.entry("Pow", Math::pow),
          Map.entry("Min", Math::min),
          Map.entry("Max", Math::max));

  /** Functions of two numbers of any type whose result is 0 or 1. */
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

  private final Constants constants;
  private final NodeReader node;

  private ValueArithmetic(Constants constants, NodeReader node) {
    this.constants = constants;
    this.node = node;
  }

  /** The operators that {@link #fold} computes. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(OF_ONE.keySet());
    names.addAll(OF_TWO.keySet());
    names.addAll(COMPARING.keySet());
    return names;
  }

  /** Computes a node of one of {@link #names}; those of two inputs also of more. */
  static Constant fold(NodeReader node, Constants constants) {
    return new ValueArithmetic(constants, node).fold();
  }

  private Constant fold() {
    String operator = node.operator();
    if (OF_ONE.containsKey(operator)) {
      return one(constants.get(node, 0), OF_ONE.get(operator));
    }
    Constant all = constants.get(node, 0);
    for (int i = 1; i < node.inputs().size(); i++) {
      Constant next = constants.get(node, i);
      all =
          COMPARING.containsKey(operator)
              ? compared(all, next, COMPARING.get(operator))
              : all.floats() == null
                  ? integers(all, next, OF_INTEGERS.get(operator))
                  : reals(all, next, OF_TWO.get(operator));
    }
    return all;
  }

  private Constant one(Constant x, DoubleUnaryOperator function) {
    int size = constants.room(node, x.dims());
    if (x.floats() == null) {
      long[] all = new long[size];
      Arrays.setAll(all, i -> (long) function.applyAsDouble(x.integers()[i]));
      return new Constant(x.dims(), null, all);
    }
    float[] all = new float[size];
    for (int i = 0; i < size; i++) {
      all[i] = (float) function.applyAsDouble(x.floats()[i]);
    }
    return new Constant(x.dims(), all, null);
  }

  /** Broadcasts two constants to each other. */
  private Constant[] joined(Constant a, Constant b) {
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
    constants.room(node, sizes);
    return new Constant[] {a.broadcast(sizes), b.broadcast(sizes)};
  }

  private Constant reals(Constant a, Constant b, DoubleBinaryOperator function) {
    // an exponent may be whole
    if (b.floats() == null && !node.operator().equals("Pow")) {
      throw node.refuse("joins constants of different types");
    }
    Constant[] both = joined(a, b);
    float[] all = new float[both[0].size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) function.applyAsDouble(both[0].at(i), both[1].at(i));
    }
    return new Constant(both[0].dims(), all, null);
  }

  private Constant compared(Constant a, Constant b, DoubleBinaryOperator function) {
    Constant[] both = joined(a, b);
    long[] all = new long[both[0].size()];
    Arrays.setAll(all, i -> (long) function.applyAsDouble(both[0].at(i), both[1].at(i)));
    return new Constant(both[0].dims(), null, all);
  }

  private Constant integers(Constant a, Constant b, LongBinaryOperator function) {
    if (b.integers() == null) {
      throw node.refuse("joins constants of different types");
    }
    Constant[] both = joined(a, b);
    long[] all = new long[both[0].size()];
    Arrays.setAll(all, i -> function.applyAsLong(both[0].integers()[i], both[1].integers()[i]));
    return new Constant(both[0].dims(), null, all);
  }

  /** IsNaN and IsInf. */
  static Constant unusual(NodeReader node, Constants constants) {
    node.allow("detect_negative", "detect_positive");
    Constant x = constants.reals(node, 0);
    boolean infinite = node.operator().equals("IsInf");
    boolean low = node.integer("detect_negative", 1) != 0;
    boolean high = node.integer("detect_positive", 1) != 0;
    long[] all = new long[constants.room(node, x.dims())];
    for (int i = 0; i < all.length; i++) {
      double value = x.at(i);
      boolean beyond = Double.isInfinite(value) && (value > 0 ? high : low);
      all[i] = (infinite ? beyond : Double.isNaN(value)) ? 1 : 0;
    }
    return new Constant(x.dims(), null, all);
  }

  /** Mod: the rest has the sign of the divisor, with fmod that of the dividend. */
  static Constant mod(NodeReader node, Constants constants) {
    return new ValueArithmetic(constants, node).mod();
  }

  private Constant mod() {
    boolean dividend = node.integer("fmod", 0) != 0;
    Constant a = constants.get(node, 0);
    Constant b = constants.get(node, 1);
    if (a.floats() == null) {
      return integers(a, b, dividend ? (x, y) -> x % y : Math::floorMod);
    }
    return reals(a, b, (x, y) -> dividend ? x % y : x - Math.floor(x / y) * y);
  }

  /** Where: chooses between two constants. */
  static Constant where(NodeReader node, Constants constants) {
    return new ValueArithmetic(constants, node).where();
  }

  private Constant where() {
    Constant condition = constants.get(node, 0);
    Constant[] both = joined(constants.get(node, 1), constants.get(node, 2));
    Constant[] first = joined(condition, both[0]);
    Constant[] second = joined(condition, both[1]);
    if ((both[0].floats() == null) != (both[1].floats() == null) || first[0].floats() != null) {
      throw node.refuse("chooses between constants of different types");
    }
    Constant yes = first[1];
    Constant no = second[1];
    long[] chosen = first[0].integers();
    if (yes.floats() == null) {
      long[] all = new long[chosen.length];
      Arrays.setAll(all, i -> chosen[i] != 0 ? yes.integers()[i] : no.integers()[i]);
      return new Constant(yes.dims(), null, all);
    }
    float[] all = new float[chosen.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = chosen[i] != 0 ? yes.floats()[i] : no.floats()[i];
    }
    return new Constant(yes.dims(), all, null);
  }
}
