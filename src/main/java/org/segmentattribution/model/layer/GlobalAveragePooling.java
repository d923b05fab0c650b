package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** ONNX {@code GlobalAveragePool}: [N, C, H, W] to [N, C, 1, 1]. */
public final class GlobalAveragePooling extends Layer {
  public GlobalAveragePooling(String name) {
    super(name);
  }

  @Override
  public String operator() {
    return "GlobalAveragePool";
  }

  @Override
  public NDArray forward(NDList inputs) {
    // not sum ÷ number: DJL frees such a number before the backward pass reads it
    try (NDArray rows = inputs.singletonOrThrow().mean(new int[] {3}, true)) {
      return rows.mean(new int[] {2}, true);
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.with(BroadcastShapes.with(inputs.get(0), 2, 1), 3, 1);
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator());
  }
}
