package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.norm.LayerNorm;

/** ONNX {@code LayerNormalization} over the last axes. */
public final class LayerNormalization extends Layer {
  private final NDArray scale;
  private final NDArray shift;
  private final float epsilon;

  /** Creates the layer; scale and shift have the normalised shape and belong to the network. */
  public LayerNormalization(String name, NDArray scale, NDArray shift, float epsilon) {
    super(name);
    this.scale = scale;
    this.shift = shift;
    this.epsilon = epsilon;
  }

  /** Returns the factors of the normalised values, in the normalised shape. */
  public NDArray scale() {
    return scale;
  }

  /** Returns what is added to the scaled values, in the normalised shape. */
  public NDArray shift() {
    return shift;
  }

  /** Returns what is added to the variance. */
  public float epsilon() {
    return epsilon;
  }

  @Override
  public String operator() {
    return "LayerNormalization";
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    return LayerNorm.layerNorm(x, scale.getShape(), scale, shift, epsilon).singletonOrThrow();
  }

  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    writer
        .add(name(), operator())
        .constant("scale", scale)
        .constant("shift", shift)
        .integer("axis", -scale.getShape().dimension())
        .real("epsilon", epsilon);
  }
}
