package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.function.UnaryOperator;
import org.segmentattribution.model.engine.NativeArrays;

/**
 * Functions x · g(x) with a gate g between 0 and 1, which DJL lacks. Numbers in them are arrays,
 * because the backward pass reads them.
 */
final class SmoothGates {
  private static final double CUBE = 0.044715;

  private SmoothGates() {}

  private static NDArray number(NDArray x, double value) {
    return NativeArrays.number(x.getManager(), value);
  }

  /** Multiplies a value by its gate. */
  static NDArray gated(NDArray x, UnaryOperator<NDArray> gate) {
    try (NDArray factor = gate.apply(x)) {
      return x.mul(factor);
    }
  }

  /** σ(αx). */
  static NDArray swish(NDArray x, float alpha) {
    if (alpha == 1) {
      return Activation.sigmoid(x);
    }
    try (NDArray scaled = x.mul(number(x, alpha))) {
      return Activation.sigmoid(scaled);
    }
  }

  /** σ(2u) with u = √(2/π) (x + 0.044715 x³), because (1 + tanh u) / 2 = σ(2u). */
  static NDArray gelu(NDArray x) {
    double twice = 2 * Math.sqrt(2 / Math.PI);
    try (NDArray square = x.mul(x);
        // in place: no derivative reads what was there before
        NDArray slope = square.mul(number(x, twice * CUBE)).addi(number(x, twice));
        NDArray inner = slope.mul(x)) {
      return Activation.sigmoid(inner);
    }
  }

  /** clip(x/6 + 1/2, 0, 1). */
  static NDArray hardSwish(NDArray x) {
    try (NDArray line = x.mul(number(x, 1 / 6.0)).addi(number(x, 0.5))) {
      return line.clip(0, 1);
    }
  }

  /** tanh(softplus(x)). */
  static NDArray mish(NDArray x) {
    try (NDArray soft = Activation.softPlus(x)) {
      return Activation.tanh(soft);
    }
  }

  /** Writes GELU by erf in parts. */
  static void writeGelu(GraphWriter writer, String name) {
    float inner = (float) Math.sqrt(0.5);
    half(writer.add(name, "Mul").constant("inner", inner).then("Erf"));
  }

  /** Writes GELU by tanh in parts. */
  static void writeGeluByTanh(GraphWriter writer, String name) {
    half(
        writer
            .add(name, "Mul")
            .input()
            .then("Mul")
            .constant("cube", (float) CUBE)
            .then("Add")
            .constant("line", 1f)
            .then("Mul")
            .input()
            .then("Mul")
            .constant("inner", (float) Math.sqrt(2 / Math.PI))
            .then("Tanh"));
  }

  /** Writes Mish in parts. */
  static void writeMish(GraphWriter writer, String name) {
    writer.add(name, "Softplus").then("Tanh").then("Mul").input();
  }

  /** Writes SiLU in parts. */
  static void writeSwish(GraphWriter writer, String name, float alpha) {
    GraphWriter.Node gate =
        alpha == 1
            ? writer.add(name, "Sigmoid")
            : writer.add(name, "Mul").constant("alpha", alpha).then("Sigmoid");
    gate.then("Mul").input();
  }

  /** Adds x/2 (1 + what the node makes). */
  private static void half(GraphWriter.Node node) {
    node.then("Add").constant("one", 1f).then("Mul").input().then("Mul").constant("half", 0.5f);
  }
}
