package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.saliency.structure.LivePart;
import org.segmentattribution.saliency.structure.LiveParts;
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
 * @param parts what of the dense layers gets relevance
 * @param root h
 */
record UnitRelevance(
    Composite composite, NetworkStructure structure, Roles roles, LiveParts parts, InputHandle root)
    implements LayerRule {
  /** Added to what divides: changes only 0, to within float32, and what is as near to it. */
  private static final float NEAR_ZERO = 1.1e-30f;

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
    RelevanceRule rule = composite.rule(layer, structure);
    NetworkStructure.Facts facts = structure.of(layer);
    LivePart part = parts.of(layer);
    return part == null
        ? ruled(layer, rule, facts, signal)
        : PartOutput.of((Dense) layer, part, signal, (l, x) -> ruled(l, rule, facts, x));
  }

  private NDArray ruled(
      WeightedLayer layer, RelevanceRule rule, NetworkStructure.Facts facts, NDArray signal) {
    if (rule.ordinary()) {
      return layer.forward(signal, layer.weight(), bias(layer));
    }
    try (LayerInput in =
        new LayerInput(layer, signal, () -> facts.handle(root.handle()), root, facts)) {
      NDArray own = rule.output(in);
      NDArray out = own != null ? own : shared(in, rule);
      out.attach(signal.getManager());
      return out;
    }
  }

  private static NDArray shared(LayerInput in, RelevanceRule rule) {
    return RuleOutput.of(in.value(), rule.shares(in), numerator -> !in.isValue(numerator));
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
    if (layer instanceof Elementwise function && function.gates()) {
      try (NDArray gate = Gradients.without(() -> function.gate(x))) {
        return x.mul(gate);
      }
    }
    NDArray value = Gradients.without(() -> layer.forward(inputs));
    try (value;
        NDArray passed = shift == 0 ? value : Gradients.without(() -> value.sub(shift));
        NDArray denominator = Gradients.without(() -> x.add(NEAR_ZERO));
        NDArray ratio = Gradients.without(() -> passed.div(denominator))) {
      NDArray signal = x.mul(ratio);
      return Surrogate.withValue(signal, value);
    }
  }
}
