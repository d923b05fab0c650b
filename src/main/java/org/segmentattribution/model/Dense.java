package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;

/** ONNX {@code Gemm}, or {@code MatMul} with a constant: x · weightᵀ + bias, weights [out, in]. */
public final class Dense extends WeightedLayer {
  Dense(String name, NDArray weight, NDArray bias) {
    super(name, weight, bias);
  }

  @Override
  public String operator() {
    return "Gemm";
  }

  @Override
  public NDArray forward(NDArray input, NDArray weight, NDArray bias) {
    return Linear.linear(input, weight, bias).singletonOrThrow();
  }

  @Override
  void write(OnnxNodes nodes) {
    nodes.add(this).constant("weight", weight()).constant("bias", bias()).integer("transB", 1);
  }
}
