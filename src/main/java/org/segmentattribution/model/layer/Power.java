package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** ONNX {@code Pow} with a constant exponent. */
public final class Power extends Layer {
  private final NDArray exponent;

  /** Creates the layer; the exponent is broadcast to the input and belongs to the network. */
  public Power(String name, NDArray exponent) {
    super(name);
    this.exponent = exponent;
  }

  @Override
  public String operator() {
    return "Pow";
  }

  /** Returns whether the exponent is below 0. */
  public boolean negative() {
    return exponent.toFloatArray()[0] < 0;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.joined(inputs.get(0), exponent.getShape());
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().pow(exponent);
  }

  /** Returns false: the slope at a value differs from the slope of the line from 0 to it. */
  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).constant("exponent", exponent);
  }
}
