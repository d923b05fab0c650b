package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * How a layer is run. A relevance rule keeps the layer's value and changes its derivative, so that
 * one ordinary backward pass through the network gives the relevance.
 */
@FunctionalInterface
public interface LayerRule {
  /** The layer as it is. */
  LayerRule PLAIN = Layer::forward;

  /** Output of the layer for its inputs, same shape as {@link Layer#forward}. */
  NDArray apply(Layer layer, NDList inputs);
}
