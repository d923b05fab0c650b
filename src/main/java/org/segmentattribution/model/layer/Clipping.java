package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** ONNX {@code Clip}, such as ReLU6. */
public final class Clipping extends Layer {
  private final float low;
  private final float high;

  /**
   * Creates the layer; values below {@code low} become {@code low}, above {@code high} {@code
   * high}.
   */
  public Clipping(String name, float low, float high) {
    super(name);
    this.low = low;
    this.high = high;
  }

  @Override
  public String operator() {
    return "Clip";
  }

  /** Returns the smallest output value. */
  public float low() {
    return low;
  }

  /** Returns the largest output value. */
  public float high() {
    return high;
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().clip(low, high);
  }

  /** Returns false: above {@code high}, the gradient is 0 but the value is not. */
  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).constant("min", low).constant("max", high);
  }
}
