package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.Layer;

/**
 * Layer-wise relevance propagation with the z rule, R_i = Σ_j a_i w_ij R_j / z_j with the bias in
 * z_j, started from the logit's value (Bach et al. 2015, equation 56). For networks of linear
 * layers, ReLU, max and average pooling, joins and concatenations it equals x · gradient exactly
 * (Kindermans et al. 2016; Ancona et al. 2018), which is how it is computed: no division, so as
 * stable as the gradient. Other networks, and z without the bias, go layer by layer.
 */
record LrpZ(boolean bias) implements SaliencyMethod {
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    boolean proportional =
        batch.structure().layers().stream().allMatch(Layer::gradientIsProportional);
    if (bias && proportional) {
      return batch.input().mul(batch.gradient());
    }
    Composite composite = Composite.of(new EpsilonRule(0, false, bias));
    return new Relevance(RelevanceOptions.of(composite)).attribute(batch);
  }

  @Override
  public void check(Classifier classifier, String name) {
    Relevance.requireRules(classifier, name);
  }
}
