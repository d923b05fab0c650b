package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.api.WrongInput;

/**
 * One layer of a network in inference mode. Layers hold no state of a call, so threads share them;
 * what {@link #forward} makes lives in the manager of its input.
 */
public abstract class Layer {
  private final String name;

  public Layer(String name) {
    this.name = name;
  }

  /** Name of the ONNX node, or its operator and output where the node has no name. */
  public final String name() {
    return name;
  }

  /** The ONNX operator, such as {@code Conv}. */
  public abstract String operator();

  /**
   * The layer's output, differentiable in its inputs.
   *
   * @param inputs activations in the order of the ONNX node, each [N, ...]; weights are not among
   *     them
   */
  public abstract NDArray forward(NDList inputs);

  /**
   * Shape of what {@link #forward} gives for inputs of these shapes, without running it.
   *
   * @throws WrongInput that says why, where they do not fit
   */
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  /**
   * Whether x · gradient is the proportional (LRP-Z) share of this layer: true of layers that are
   * linear up to a bias, and of layers that let each value through or not (Bach et al. 2015;
   * Kindermans et al. 2016).
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
