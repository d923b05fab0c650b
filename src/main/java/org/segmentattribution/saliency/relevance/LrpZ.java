package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.saliency.Conservation;
import org.segmentattribution.saliency.ConservingMethod;
import org.segmentattribution.saliency.ExplainedBatch;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.Normalisation;

/**
 * Layer-wise relevance propagation with the z rule, R_i = Σ_j a_i w_ij R_j / z_j with the bias in
 * z_j, started from the logit's value (Bach et al. 2015, equation 56). For networks of linear
 * layers, ReLU, max and average pooling, joins and concatenations it equals x · gradient exactly
 * (Kindermans et al. 2016; Ancona et al. 2018) and is computed so: without division, so it is as
 * stable as the gradient; x is the output of a normalisation inside the network. Other networks,
 * and z without the bias, are computed layer by layer.
 *
 * @param bias whether z includes the bias
 * @param options for networks that are computed layer by layer
 */
public record LrpZ(boolean bias, RelevanceOptions options) implements ConservingMethod {
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    Normalisation normalisation = batch.structure().normalisation();
    boolean proportional =
        batch.structure().layers().stream()
            .allMatch(layer -> layer.gradientIsProportional() || normalisation.contains(layer));
    if (bias && proportional) {
      return normalisation.changes()
          ? timesGradient(batch, normalisation)
          : batch.input().mul(batch.gradient());
    }
    return new Relevance(options).attribute(batch);
  }

  /** Returns normalised input · gradient, each brought to the pixel that made it. */
  private static NDArray timesGradient(ExplainedBatch batch, Normalisation normalisation) {
    NDArray root = ExplainedBatch.leaf(batch.input().onesLike());
    NDArray logits =
        batch.forward(
            () -> batch.input().mul(root),
            (layer, inputs) ->
                normalisation.contains(layer)
                    ? normalisation.run(layer, inputs, root)
                    : layer.forward(inputs));
    return batch.backward(root, logits, null);
  }

  @Override
  public Conservation conservation(ExplainedBatch batch) {
    return new Relevance(options).conservation(batch);
  }

  @Override
  public void check(ExaminedNetwork network, String name) {
    Relevance.requireRules(network, name, options.paths());
  }
}
