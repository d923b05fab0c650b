package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** ONNX {@code MatMul} of two activations, as in attention. */
public final class MatrixProduct extends Layer {
  public MatrixProduct(String name) {
    super(name);
  }

  @Override
  public String operator() {
    return "MatMul";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.get(0).matMul(inputs.get(1));
  }

  /** Returns false: there is no agreed rule for products of activations. */
  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.product(inputs.get(0), inputs.get(1));
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator());
  }
}
