package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;

/**
 * ONNX {@code LeakyRelu} or {@code PRelu}: x where x is positive, slope · x elsewhere. Like ReLU it
 * multiplies each value by a number, so x · gradient equals the layer's value.
 */
public final class LeakyRelu extends Layer {
  private final NDArray slope;

  /** Creates the layer; the slope is broadcast to the input and belongs to the network. */
  public LeakyRelu(String name, NDArray slope) {
    super(name);
    this.slope = slope;
  }

  @Override
  public String operator() {
    return "PRelu";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.joined(inputs.get(0), slope.getShape());
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray positive = Activation.relu(x);
    try (NDArray rest = x.sub(positive);
        NDArray leaked = rest.mul(slope)) {
      return positive.add(leaked);
    } finally {
      positive.close();
    }
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).constant("slope", slope);
  }
}
