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

  /** Returns whether the layer only adds: every scale is 1. */
  public boolean adds() {
    return holds(weight(), 1);
  }

  /** Writes what changes values: a file that is read and written again does not grow. */
  @Override
  public void write(GraphWriter writer) {
    if (adds()) {
      writer.add(name(), "Add").constant("shift", bias());
      return;
    }
    GraphWriter.Node node = writer.add(name(), operator()).constant("scale", weight());
    if (!holds(bias(), 0)) {
      node.then("Add").constant("shift", bias());
    }
  }

  private static boolean holds(NDArray array, float value) {
    for (float number : array.toFloatArray()) {
      if (number != value) {
        return false;
      }
    }
    return true;
  }
}
