package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * How a layer with weights shares the relevance of its outputs among its inputs: R_i = Σ_j
 * (∂n_j/∂h_i) R_j / d_j, where h are handles on the inputs, 1 everywhere, and n the rule's
 * numerator. An output's numerator summed over its inputs is its denominator, so relevance is
 * conserved, up to what goes to biases and stabilisers.
 */
@FunctionalInterface
public interface RelevanceRule {
  /** Returns the shares of one layer; relevance is their sum. */
  List<Share> shares(LayerInput in);

  /**
   * Returns whether an input of value 0 may get relevance, as where it is spread without regard to
   * values.
   */
  default boolean spreads() {
    return false;
  }

  /**
   * Part of a rule.
   *
   * @param numerator differentiable in the handles, shaped like the layer's output
   * @param denominator of the same shape, a constant without zeros
   * @param factor of this part; the factors of a rule sum to 1
   */
  record Share(NDArray numerator, NDArray denominator, float factor) {
    /** Returns a rule of this part alone. */
    public Share(NDArray numerator, NDArray denominator) {
      this(numerator, denominator, 1);
    }

    /** Returns the numerator divided by its own value. */
    public static Share of(NDArray numerator) {
      return new Share(numerator, numerator.stopGradient());
    }
  }
}
