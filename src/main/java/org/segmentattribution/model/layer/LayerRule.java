package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Runs a layer. A relevance rule keeps the layer's value and changes its derivative, so that one
 * ordinary backward pass through the network gives the relevance.
 */
@FunctionalInterface
public interface LayerRule {
  /** Runs the layer unchanged. */
  LayerRule PLAIN = Layer::forward;

  /** Returns the layer's output, in the shape of {@link Layer#forward}. */
  NDArray apply(Layer layer, NDList inputs);
}
