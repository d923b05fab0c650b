package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.Layer;

/**
 * Layer-wise relevance propagation with the z rule, R_i = Σ_j a_i w_ij R_j / z_j with the bias in
 * z_j, started from the logit's value (Bach et al. 2015, equation 56). For networks of linear
 * layers, ReLU, max and average pooling, joins and concatenations it equals x · gradient exactly
 * (Kindermans et al. 2016; Ancona et al. 2018), which is how it is computed: no division, so as
 * stable as the gradient. Networks with other layers are refused.
 */
final class LrpZ implements SaliencyMethod {
  @Override
  public String name() {
    return "lrp-z";
  }

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return batch.input().mul(batch.gradient());
  }

  @Override
  public void check(Classifier classifier) {
    for (Layer layer : classifier.graph().layers()) {
      if (!layer.gradientIsProportional()) {
        throw new IllegalArgumentException(
            "lrp-z is not defined for node '"
                + layer.name()
                + "' ("
                + layer.operator()
                + ") of "
                + classifier.name()
                + "; gradient and input-x-gradient are");
      }
    }
  }
}
