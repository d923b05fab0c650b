package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.segmentattribution.model.engine.Gradients;

/**
 * Gives values the derivative of something else, so that one ordinary backward pass carries
 * relevance.
 */
public final class Surrogate {
  private static final NDIndex ALL = new NDIndex("...");

  private Surrogate() {}

  /** Returns the array itself, its values overwritten, its derivative as it was. */
  public static NDArray withValue(NDArray array, NDArray value) {
    return Gradients.without(
        () -> {
          array.set(ALL, value);
          return array;
        });
  }
}
