package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.saliency.structure.ExaminedNetwork;

/** Computes how much each input value matters to the explained logit. */
@FunctionalInterface
public interface AttributionMethod {
  /**
   * Computes the attribution of a batch, signed and not normalised; it need not outlive the batch's
   * scope.
   *
   * @return [N, C, H, W]; [N, 1, h, w] from a method that does not distinguish channels
   */
  NDArray attribute(ExplainedBatch batch);

  /**
   * Checks, before any image is read, that the method is defined for a classifier.
   *
   * @param name of the method, for the message
   * @throws WrongInput in one line that names the layer for which it is not defined
   */
  default void check(ExaminedNetwork network, String name) {}
}
