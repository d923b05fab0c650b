package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Predicate;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * Computes the output of a layer under a rule: the layer's value, with the derivative of the
 * shares.
 */
final class RuleOutput {
  private RuleOutput() {}

  /**
   * Returns an array of these values, with the derivative Σ factor · value / denominator ·
   * ∂numerator.
   *
   * @param value constant
   * @param shares parts of the rule, in the shape of the value
   * @param overwrite tells whether a numerator's memory may be used for the result
   */
  static NDArray of(NDArray value, List<RelevanceRule.Share> shares, Predicate<NDArray> overwrite) {
    NDArray sum = null;
    for (RelevanceRule.Share share : shares) {
      NDArray ratio =
          Gradients.without(
              () -> {
                NDArray quotient = value.div(share.denominator());
                return share.factor() == 1 ? quotient : quotient.muli(share.factor());
              });
      NDArray numerator = share.numerator();
      NDArray term = overwrite.test(numerator) ? numerator.muli(ratio) : numerator.mul(ratio);
      sum = sum == null ? term : sum.addi(term);
    }
    return Surrogate.withValue(sum, value);
  }
}
