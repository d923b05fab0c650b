package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A function of each single value, other than ReLU. */
public final class Elementwise extends Layer {
  /** The functions, named like their ONNX operators. */
  public enum Function {
    SIGMOID("Sigmoid", Activation::sigmoid),
    TANH("Tanh", Activation::tanh),
    ERF("Erf", NDArrays::erf),
    SQRT("Sqrt", NDArray::sqrt),
    EXP("Exp", NDArray::exp),
    LOG("Log", NDArray::log),
    ABS("Abs", NDArray::abs),
    SIN("Sin", NDArray::sin),
    COS("Cos", NDArray::cos),
    ATAN("Atan", NDArray::atan),
    SOFTPLUS("Softplus", Activation::softPlus),
    SOFTSIGN("Softsign", Activation::softSign),
    SELU("Selu", Activation::selu),
    /** Clevert, Unterthiner, Hochreiter 2016. */
    ELU("Elu", Activation::elu),
    /** x above alpha, 0 elsewhere; Konda, Memisevic, Krueger 2014. */
    THRESHOLDED_RELU("ThresholdedRelu", Elementwise::above),
    /** x/2 (1 + erf(x/√2)), Hendrycks, Gimpel 2016. */
    GELU("Gelu", Activation::gelu),
    /** GELU by tanh: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))). */
    GELU_TANH("Gelu", true, (x, alpha) -> SmoothGates.gelu(x)),
    /** x σ(alpha x): SiLU with alpha 1 (Ramachandran et al. 2017), "quick GELU" with 1.702. */
    SWISH("Swish", true, SmoothGates::swish),
    /** x min(max(x + 3, 0), 6) / 6, Howard et al. 2019. */
    HARD_SWISH("HardSwish", true, (x, alpha) -> SmoothGates.hardSwish(x)),
    /** x tanh(softplus(x)), Misra 2019. */
    MISH("Mish", true, (x, alpha) -> SmoothGates.mish(x));

    private final String operator;
    private final boolean gates;
    private final BiFunction<NDArray, Float, NDArray> apply;

    Function(String operator, UnaryOperator<NDArray> apply) {
      this(operator, (x, alpha) -> apply.apply(x));
    }

    Function(String operator, BiFunction<NDArray, Float, NDArray> apply) {
      this(operator, false, apply);
    }

    /** Makes x · g(x) from g, where {@code gates}. */
    Function(String operator, boolean gates, BiFunction<NDArray, Float, NDArray> apply) {
      this.operator = operator;
      this.gates = gates;
      this.apply = apply;
    }

    /** Returns whether the function of 0 is 0. */
    public boolean zeroAtZero() {
      return switch (this) {
        case SIGMOID, EXP, LOG, COS, SOFTPLUS -> false;
        default -> true;
      };
    }

    /** Returns the name of the ONNX operator. */
    public String operator() {
      return operator;
    }
  }

  private final Function function;
  private final float alpha;

  /**
   * Creates the layer.
   *
   * @param alpha of ELU, which approaches {@code -alpha} far below 0, of {@link Function#SWISH},
   *     and the threshold of ThresholdedRelu; other functions ignore it
   */
  public Elementwise(String name, Function function, float alpha) {
    super(name);
    this.function = function;
    this.alpha = alpha;
  }

  @Override
  public String operator() {
    return function.operator;
  }

  /** Returns the function. */
  public Function function() {
    return function;
  }

  /** Returns alpha, which {@link Function#ELU} and {@link Function#SWISH} use. */
  public float alpha() {
    return alpha;
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    return function.gates ? SmoothGates.gated(x, this::gate) : function.apply.apply(x, alpha);
  }

  /** Returns whether the function is computed as x · g(x), with a gate g. */
  public boolean gates() {
    return function.gates;
  }

  /** Returns g(x), where the function {@link #gates}. */
  public NDArray gate(NDArray x) {
    return function.apply.apply(x, alpha);
  }

  private static NDArray above(NDArray x, float alpha) {
    try (NDArray above = x.gt(alpha);
        NDArray open = above.toType(DataType.FLOAT32, false)) {
      return x.mul(open);
    }
  }

  /** Returns whether the function of 0 is 0. */
  public boolean zeroAtZero() {
    return function.zeroAtZero();
  }

  /**
   * Returns whether the function only passes or blocks a value; for others, the slope at a value
   * differs from the slope of the line from 0 to it.
   */
  @Override
  public boolean gradientIsProportional() {
    return function == Function.THRESHOLDED_RELU;
  }

  @Override
  public void write(GraphWriter writer) {
    switch (function) {
      case ELU, THRESHOLDED_RELU -> writer.add(name(), operator()).real("alpha", alpha);
      // in parts: these came into ONNX after the operator set that is written
      case GELU -> SmoothGates.writeGelu(writer, name());
      case GELU_TANH -> SmoothGates.writeGeluByTanh(writer, name());
      case SWISH -> SmoothGates.writeSwish(writer, name(), alpha);
      case MISH -> SmoothGates.writeMish(writer, name());
      default -> writer.add(name(), operator());
    }
  }
}
