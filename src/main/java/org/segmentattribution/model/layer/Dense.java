package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * ONNX {@code Gemm}, or {@code MatMul} with a constant: x · weightᵀ + bias over the last axis, with
 * weights [out, in].
 */
public final class Dense extends WeightedLayer {
  private final boolean rows;
  private final Map<String, Dense> parts = new ConcurrentHashMap<>();

  /** Creates a layer for inputs [N, in]. */
  public Dense(String name, NDArray weight, NDArray bias) {
    this(name, weight, bias, 2);
  }

  /** Creates a layer for inputs with {@code axes} axes: [N, ..., in]. */
  public Dense(String name, NDArray weight, NDArray bias, int axes) {
    super(name, weight, bias);
    rows = axes == 2;
  }

  @Override
  public WeightedLayer withOutputs(NDArray weight, NDArray bias) {
    return new Dense(name(), weight, bias, rows ? 2 : 3);
  }

  /** Returns the layer of some outputs alone, with views of the weights; kept for the next call. */
  public Dense part(int from, int to) {
    String range = from + ":" + to;
    return parts.computeIfAbsent(
        range, r -> new Dense(name(), weight().get(range), bias().get(range), rows ? 2 : 3));
  }

  @Override
  public String operator() {
    return rows ? "Gemm" : "MatMul";
  }

  @Override
  public NDArray forward(NDArray input, NDArray weight, NDArray bias) {
    return Linear.linear(input, weight, bias).singletonOrThrow();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.with(
        inputs.get(0), inputs.get(0).dimension() - 1, bias().getShape().get(0));
  }

  @Override
  public void write(GraphWriter writer) {
    if (rows) {
      writer
          .add(name(), operator())
          .constant("weight", weight())
          .constant("bias", bias())
          .integer("transB", 1);
      return;
    }
    // Gemm takes exactly two axes
    try (NDArray transposed = weight().transpose()) {
      writer
          .add(name(), operator())
          .constant("weight", transposed)
          .then("Add")
          .constant("bias", bias());
    }
  }
}
