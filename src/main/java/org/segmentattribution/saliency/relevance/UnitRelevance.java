package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.saliency.structure.NetworkStructure;

/**
 * Computes relevance as R_i = a_i G_i: the network runs on x · h, each layer with weights keeps its
 * value and gets the derivative of its rule, and ∂f/∂h at h = 1 is the relevance of x. ReLU,
 * pooling, joins and concatenations need no change: their own derivative is the proportional rule.
 * It cannot assign relevance to a value of 0, except at the input; {@link HandleRelevance} can.
 *
 * @param root h
 */
record UnitRelevance(Composite composite, NetworkStructure structure, InputHandle root)
    implements LayerRule {

  @Override
  public NDArray apply(Layer layer, NDList inputs) {
    if (structure.normalisation().contains(layer)) {
      return structure.normalisation().run(layer, inputs, root.handle());
    }
    if (layer instanceof WeightedLayer weighted) {
      return weighted(weighted, inputs.singletonOrThrow());
    }
    if (layer instanceof Clipping clipping) {
      return passed(clipping, inputs);
    }
    return layer.forward(inputs);
  }

  private NDArray weighted(WeightedLayer layer, NDArray signal) {
    NetworkStructure.Facts facts = structure.of(layer);
    RelevanceRule rule = composite.rule(layer, facts);
    try (LayerInput in =
        new LayerInput(layer, signal, () -> facts.handle(root.handle()), root, facts)) {
      List<RelevanceRule.Share> shares = rule.shares(in);
      NDArray out = RuleOutput.of(in.value(), shares, !in.valueIsOutput());
      out.attach(signal.getManager());
      return out;
    }
  }

  /** Passes relevance through an activation unchanged: R_i = R_j. */
  private static NDArray passed(Layer layer, NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray value = Gradients.without(() -> layer.forward(inputs));
    try (value;
        NDArray denominator = LayerInput.safe(x);
        NDArray numerator = x.reshape(x.getShape())) {
      return RuleOutput.of(value, List.of(new RelevanceRule.Share(numerator, denominator)), false);
    }
  }
}
