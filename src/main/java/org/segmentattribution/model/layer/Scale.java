package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * x · scale + shift, both broadcast over the images: batch normalisation in inference mode that no
 * neighbouring layer could absorb, or arithmetic with a constant.
 */
public final class Scale extends WeightedLayer {
  private final boolean scales;
  private final boolean shifts;

  /** Creates the layer; scale and shift belong to the network and must not change. */
  public Scale(String name, NDArray scale, NDArray shift) {
    super(name, scale, shift);
    scales = !all(scale, 1);
    shifts = !all(shift, 0);
  }

  private static boolean all(NDArray array, float value) {
    for (float number : array.toFloatArray()) {
      if (number != value) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String operator() {
    return "Mul";
  }

  @Override
  public NDArray forward(NDArray input, NDArray scale, NDArray shift) {
    boolean own = scale == weight() && shift == bias();
    if (own && !shifts) {
      return input.mul(scale);
    }
    if (own && !scales) {
      return input.add(shift);
    }
    try (NDArray scaled = input.mul(scale)) {
      return scaled.add(shift);
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.joined(inputs.get(0), weight().getShape());
  }

  @Override
  public void write(GraphWriter writer) {
    writer
        .add(name(), operator())
        .constant("scale", weight())
        .then("Add")
        .constant("shift", bias());
  }
}
