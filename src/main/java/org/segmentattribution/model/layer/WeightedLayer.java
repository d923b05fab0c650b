package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.engine.Gradients;

/** A layer that is linear in its input up to a bias: a convolution, a dense layer, or a scale. */
public abstract class WeightedLayer extends Layer {
  private final NDArray weight;
  private final NDArray bias;
  private final Map<String, NDArray> prepared = new ConcurrentHashMap<>();

  WeightedLayer(String name, NDArray weight, NDArray bias) {
    super(name);
    this.weight = weight;
    this.bias = bias;
  }

  /** Returns the weights, outputs first; they belong to the network. */
  public final NDArray weight() {
    return weight;
  }

  /**
   * Returns the bias, one value for each output, zeros if the ONNX node has none; it belongs to the
   * network.
   */
  public final NDArray bias() {
    return bias;
  }

  /**
   * Returns an array computed from the weights and kept for the next call; it belongs to the
   * network.
   *
   * @param name identifies the result, such as {@code w+}; use one function for each name
   * @param make computes it from the weights, which must not change after the first call
   */
  public final NDArray prepared(String name, UnaryOperator<NDArray> make) {
    return prepared.computeIfAbsent(name, n -> Gradients.without(() -> make.apply(weight)));
  }

  /** Returns a layer of this kind with another number of outputs. */
  public WeightedLayer withOutputs(NDArray weight, NDArray bias) {
    throw new WrongInput(operator() + " has one output a channel");
  }

  /** Computes the layer's output with other weights and bias of equal shapes. */
  public abstract NDArray forward(NDArray input, NDArray weight, NDArray bias);

  /**
   * Returns whether two inputs joined along axis 1, with weights joined along axis 1, give the sum
   * of the two outputs.
   */
  public boolean joinsInputs() {
    return false;
  }

  @Override
  public final NDArray forward(NDList inputs) {
    return forward(inputs.singletonOrThrow(), weight, bias);
  }

  /** Multiplies a scale of the outputs into the weights and adds a shift to the bias. */
  public final void absorb(NDArray scale, NDArray shift) {
    long[] rows = new long[weight.getShape().dimension()];
    Arrays.fill(rows, 1);
    rows[0] = bias.size();
    try (NDArray column = scale.reshape(new Shape(rows))) {
      weight.muli(column);
    }
    bias.muli(scale).addi(shift);
  }
}
