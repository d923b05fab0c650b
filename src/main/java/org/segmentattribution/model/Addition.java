package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** ONNX {@code Add} of two activations, as in a residual join. */
public final class Addition extends Layer {
  Addition(String name) {
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
  Shape shape(List<Shape> inputs) {
    return Sizes.joined(inputs.get(0), inputs.get(1));
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes.add(this);
  }
}
