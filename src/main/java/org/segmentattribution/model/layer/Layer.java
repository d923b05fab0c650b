package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * One layer of a network in inference mode. Layers keep no state between calls, so threads share
 * them; the results of {@link #forward} belong to the manager of its input.
 */
public abstract class Layer {
  private final String name;

  /** Names the layer, for errors and the ONNX file. */
  public Layer(String name) {
    this.name = name;
  }

  /** Returns the name of the ONNX node, or its operator and output if the node has no name. */
  public final String name() {
    return name;
  }

  /** Returns the ONNX operator, such as {@code Conv}. */
  public abstract String operator();

  /**
   * Computes the layer's output, differentiable in its inputs.
   *
   * @param inputs activations in the order of the ONNX node, each [N, ...]; without the weights
   */
  public abstract NDArray forward(NDList inputs);

  /**
   * Returns the shape of the output of {@link #forward} for inputs of these shapes, without running
   * it.
   *
   * @throws IllegalArgumentException with the reason, if the shapes do not fit
   */
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  /**
   * Returns whether x · gradient is the proportional (LRP-Z) share of this layer. This holds for
   * layers that are linear up to a bias, and for layers that either pass a value on or block it
   * (Bach et al. 2015; Kindermans et al. 2016).
   */
  public boolean gradientIsProportional() {
    return true;
  }

  /** Adds the ONNX nodes that compute this layer. */
  public abstract void write(GraphWriter writer);

  @Override
  public final String toString() {
    return operator() + " " + name;
  }
}
