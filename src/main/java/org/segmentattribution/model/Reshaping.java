package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * ONNX {@code Flatten}, {@code Reshape}, {@code Squeeze} or {@code Unsqueeze}: each image's values
 * in another shape.
 */
public final class Reshaping extends Layer {
  private final Shape shape;

  /** The shape of one image's values, without the axis of the images. */
  Reshaping(String name, Shape shape) {
    super(name);
    this.shape = shape;
  }

  @Override
  public String operator() {
    return "Reshape";
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    return x.reshape(new Shape(x.getShape().get(0)).addAll(shape));
  }

  @Override
  void write(OnnxNodes nodes) {
    // 0: as many images as come in
    nodes.add(this).constant("shape", new Shape(0).addAll(shape).getShape());
  }
}
