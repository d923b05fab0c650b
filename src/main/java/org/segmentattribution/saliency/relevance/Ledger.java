package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.model.layer.Scale;

/**
 * Handles on constants, each one number 1 by which all constants of a kind are multiplied: the
 * derivative with respect to it is the relevance that stays on them. Only for a batch of one image.
 *
 * @param biases of layers with weights
 * @param normalisations shifts behind normalisations
 * @param positions learned addends and tokens
 */
record Ledger(NDArray biases, NDArray normalisations, NDArray positions) {
  /** Returns the handle on what a scale adds. */
  NDArray of(Scale scale) {
    return onlyAdds(scale) ? positions : normalisations;
  }

  private static boolean onlyAdds(Scale scale) {
    try (NDArray equal = scale.weight().eq(1);
        NDArray all = equal.all()) {
      return all.getBoolean();
    }
  }
}
