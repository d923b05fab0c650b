package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;

/** Computes how much each input value matters to the logit that is explained. */
@FunctionalInterface
public interface AttributionMethod {
  /**
   * Returns the attribution of a batch, signed and unnormalised; it need not outlive the batch's
   * scope.
   *
   * @return [N, C, H, W]; [N, 1, h, w] from a method that does not tell channels apart
   */
  NDArray attribute(ExplainedBatch batch);

  /**
   * Checks, before any image is read, that the method is defined for a classifier.
   *
   * @param name of the method, for the message
   * @throws WrongInput in one line that names the layer for which it is not
   */
  default void check(LoadedClassifier classifier, String name) {}
}
