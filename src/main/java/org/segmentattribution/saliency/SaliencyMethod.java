package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.model.Classifier;

/** A way to say how much each input value matters to the logit that is explained. */
public interface SaliencyMethod {
  /** The name on the command line and in tables. */
  String name();

  /**
   * The attribution of a batch, signed and unnormalised; it need not outlive the batch's scope.
   *
   * @return [N, C, H, W]
   */
  NDArray attribute(ExplainedBatch batch);

  /**
   * Checks, before any image is read, that the method is defined for a classifier.
   *
   * @throws IllegalArgumentException in one line that names the layer for which it is not
   */
  default void check(Classifier classifier) {}
}
