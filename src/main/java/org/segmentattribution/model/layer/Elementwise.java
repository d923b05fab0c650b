package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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
    ELU("Elu", Activation::elu);

    private final String operator;
    private final BiFunction<NDArray, Float, NDArray> apply;

    Function(String operator, UnaryOperator<NDArray> apply) {
      this(operator, (x, alpha) -> apply.apply(x));
    }

    Function(String operator, BiFunction<NDArray, Float, NDArray> apply) {
      this.operator = operator;
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

  /** Creates the layer; far below 0, ELU approaches {@code -alpha}; other functions ignore it. */
  public Elementwise(String name, Function function, float alpha) {
    super(name);
    this.function = function;
    this.alpha = alpha;
  }

  @Override
  public String operator() {
    return function.operator;
  }

  @Override
  public NDArray forward(NDList inputs) {
    return function.apply.apply(inputs.singletonOrThrow(), alpha);
  }

  /** Returns whether the function of 0 is 0. */
  public boolean zeroAtZero() {
    return function.zeroAtZero();
  }

  /** Returns false: the slope at a value differs from the slope of the line from 0 to it. */
  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    GraphWriter.Node node = writer.add(name(), operator());
    if (function == Function.ELU) {
      node.real("alpha", alpha);
    }
  }
}
