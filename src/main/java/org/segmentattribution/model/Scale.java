package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * x · scale + shift, both broadcast over the images: batch normalisation in inference mode that no
 * neighbour could absorb, or arithmetic with a constant.
 */
public final class Scale extends Layer {
  private final NDArray scale;
  private final NDArray shift;

  Scale(String name, NDArray scale, NDArray shift) {
    super(name);
    this.scale = scale;
    this.shift = shift;
  }

  @Override
  public String operator() {
    return "Mul";
  }

  /** The factor, broadcast over the images; it belongs to the network. */
  public NDArray scale() {
    return scale;
  }

  /** What is added, broadcast over the images; it belongs to the network. */
  public NDArray shift() {
    return shift;
  }

  @Override
  public NDArray forward(NDList inputs) {
    try (NDArray scaled = inputs.singletonOrThrow().mul(scale)) {
      return scaled.add(shift);
    }
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes.add(this).constant("scale", scale).then("Add").constant("shift", shift);
  }
}
