package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** ONNX {@code Add} of two activations, as in a residual join. */
public final class Addition extends Layer {
  public Addition(String name) {
    super(name);
  }

  @Override
  public String operator() {
    return "Add";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return NDArrays.add(inputs.get(0), inputs.get(1));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.joined(inputs.get(0), inputs.get(1));
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator());
  }
}
