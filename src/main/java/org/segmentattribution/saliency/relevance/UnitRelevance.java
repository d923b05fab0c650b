package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.saliency.structure.NetworkStructure;
import org.segmentattribution.saliency.structure.Role;
import org.segmentattribution.saliency.structure.Roles;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * Computes relevance as R_i = a_i G_i: the network runs on x · h, each layer with weights keeps its
 * value and gets the derivative of its rule, and ∂f/∂h at h = 1 is the relevance of x. ReLU,
 * pooling, joins and concatenations need no change: their own derivative is the proportional rule.
 * {@link RoleForward} runs products and normalisations. It cannot assign relevance to a value of 0,
 * except at the input; {@link HandleRelevance} can.
 *
 * @param roles what relevance does at each layer
 * @param root h
 */
record UnitRelevance(Composite composite, NetworkStructure structure, Roles roles, InputHandle root)
    implements LayerRule {

  @Override
  public NDArray apply(Layer layer, NDList inputs) {
    if (layer instanceof Repetition && root.ledger() != null) {
      return layer.forward(inputs).mul(root.ledger().positions());
    }
    if (structure.normalisation().contains(layer)) {
      return structure.normalisation().run(layer, inputs, root.handle());
    }
    Role role = roles.of(layer);
    return switch (role.kind()) {
      case RULE -> weighted((WeightedLayer) layer, inputs.singletonOrThrow());
      case PASS -> passed(layer, inputs, 0);
      case PASS_SHIFTED -> passed(layer, inputs, (float) Math.log(2));
      default -> RoleForward.run(layer, role, inputs, root.ledger());
    };
  }

  private NDArray weighted(WeightedLayer layer, NDArray signal) {
    NetworkStructure.Facts facts = structure.of(layer);
    RelevanceRule rule = composite.rule(layer, structure);
    if (rule.ordinary()) {
      return layer.forward(signal, layer.weight(), bias(layer));
    }
    try (LayerInput in =
        new LayerInput(layer, signal, () -> facts.handle(root.handle()), root, facts)) {
      List<RelevanceRule.Share> shares = rule.shares(in);
      NDArray out = RuleOutput.of(in.value(), shares, !in.valueIsOutput());
      out.attach(signal.getManager());
      return out;
    }
  }

  private NDArray bias(WeightedLayer layer) {
    return root.ledger() == null ? layer.bias() : root.ledger().biases().mul(layer.bias());
  }

  /**
   * Passes relevance through an activation unchanged: R_i = R_j.
   *
   * @param shift what the next layer takes from the value
   */
  private static NDArray passed(Layer layer, NDList inputs, float shift) {
    NDArray x = inputs.singletonOrThrow();
    NDArray value = Gradients.without(() -> layer.forward(inputs));
    try (value;
        NDArray passed = Gradients.without(() -> value.sub(shift));
        NDArray denominator = LayerInput.safe(x);
        NDArray ratio = Gradients.without(() -> passed.divi(denominator))) {
      NDArray signal = x.mul(ratio);
      return Surrogate.withValue(signal, value);
    }
  }
}
