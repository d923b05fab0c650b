package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.segmentattribution.model.engine.Gradients;

/**
 * Gives values the derivative of another expression, so that one ordinary backward pass computes
 * relevance.
 */
public final class Surrogate {
  private static final NDIndex ALL = new NDIndex("...");

  private Surrogate() {}

  /** Overwrites the values of an array and keeps its derivative. */
  public static NDArray withValue(NDArray array, NDArray value) {
    return Gradients.without(
        () -> {
          array.set(ALL, value);
          return array;
        });
  }
}
