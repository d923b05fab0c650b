package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.saliency.relevance.RelevanceRule;

/**
 * Values with the derivative of something else: what lets one ordinary backward pass carry
 * relevance.
 */
public final class Surrogate {
  private static final NDIndex ALL = new NDIndex("...");

  private Surrogate() {}

  /**
   * An array of these values, with the derivative Σ factor · value / denominator · ∂numerator.
   *
   * @param value constant
   * @param shares of the same shape
   * @param overwrite whether the numerators' memory may be used for the result
   */
  public static NDArray of(NDArray value, List<RelevanceRule.Share> shares, boolean overwrite) {
    NDArray sum = null;
    for (RelevanceRule.Share share : shares) {
      NDArray ratio =
          Gradients.without(
              () -> {
                NDArray quotient = value.div(share.denominator());
                return share.factor() == 1 ? quotient : quotient.muli(share.factor());
              });
      NDArray numerator = share.numerator();
      NDArray term = overwrite ? numerator.muli(ratio) : numerator.mul(ratio);
      sum = sum == null ? term : sum.addi(term);
    }
    return withValue(sum, value);
  }

  /** The array itself, its values overwritten, its derivative as it was. */
  public static NDArray withValue(NDArray array, NDArray value) {
    return Gradients.without(
        () -> {
          array.set(ALL, value);
          return array;
        });
  }
}
