package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * How a layer with weights shares the relevance of its outputs among its inputs: R_i = Σ_j
 * (∂n_j/∂h_i) R_j / d_j, where h are handles on the inputs, 1 everywhere, and n is the rule's
 * numerator. An output's numerator, summed over its inputs, is its denominator; so relevance is
 * conserved, except for the part of biases and stabilisers.
 */
@FunctionalInterface
public interface RelevanceRule {
  /** Returns the shares of one layer; relevance is their sum. */
  List<Share> shares(LayerInput in);

  /**
   * Returns whether an input of value 0 may get relevance, as where relevance is spread without
   * regard to values.
   */
  default boolean spreads() {
    return false;
  }

  /** Returns whether this is the proportional rule itself: the layer's own derivative. */
  default boolean ordinary() {
    return false;
  }

  /**
   * Returns the layer's value with the derivative of the shares in units of it, where the rule has
   * a shorter way to it; otherwise null.
   */
  default NDArray output(LayerInput in) {
    return null;
  }

  /**
   * A part of a rule.
   *
   * @param numerator differentiable in the handles, in the shape of the layer's output
   * @param denominator a constant without zeros, in this shape
   * @param factor of this part
   */
  record Share(NDArray numerator, NDArray denominator, float factor) {
    /** Makes the only part of a rule. */
    public Share(NDArray numerator, NDArray denominator) {
      this(numerator, denominator, 1);
    }

    /** Divides the numerator by its own value. */
    public static Share of(NDArray numerator) {
      return new Share(numerator, numerator.stopGradient());
    }
  }
}
