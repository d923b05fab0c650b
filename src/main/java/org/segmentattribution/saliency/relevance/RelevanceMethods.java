package org.segmentattribution.saliency.relevance;

import java.util.List;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.AttributionMethodProvider;
import org.segmentattribution.saliency.AvailableMethod;
import org.segmentattribution.saliency.MethodParameters;
import org.segmentattribution.saliency.Parameter;

/** Registers layer-wise relevance propagation with one rule in every layer. */
public final class RelevanceMethods implements AttributionMethodProvider {
  private static final Parameter BIAS =
      new Parameter("bias", "true", "whether the bias counts in z");
  private static final Parameter BIAS_PART =
      new Parameter("bias", "none", "in the denominators: none, clipped, both");

  @Override
  public List<AvailableMethod> methods() {
    return List.of(
        new AvailableMethod(
            "lrp-z", "layer-wise relevance, z rule", p -> new LrpZ(p.flag("bias")), BIAS),
        new AvailableMethod(
            "lrp-epsilon",
            "layer-wise relevance, ε rule",
            RelevanceMethods::epsilon,
            new Parameter("epsilon", "1e-7", "ε, in units of the activations"),
            new Parameter("epsilon-relative", "", "ε as a part of each layer's root mean square"),
            BIAS),
        new AvailableMethod(
            "lrp-alpha1beta0",
            "layer-wise relevance, positive contributions",
            p -> alphaBeta(p, 1),
            BIAS_PART),
        new AvailableMethod(
            "lrp-alpha2beta1",
            "layer-wise relevance, twice the positive minus the negative",
            p -> alphaBeta(p, 2),
            BIAS_PART),
        new AvailableMethod(
            "lrp-gamma",
            "layer-wise relevance, γ rule",
            p -> everywhere(new GammaRule(p.atLeast("gamma", 0))),
            GammaRule.PARAMETER),
        new AvailableMethod(
            "lrp-flat", "relevance spread evenly in every layer", p -> everywhere(new FlatRule())),
        new AvailableMethod(
            "lrp-wsquare",
            "relevance by squared weights in every layer",
            p -> everywhere(new SquaredWeightsRule())));
  }

  /** Applies a rule to every layer with weights. */
  private static AttributionMethod everywhere(RelevanceRule rule) {
    return new Relevance(RelevanceOptions.of(Composite.of(rule)));
  }

  private static AttributionMethod epsilon(MethodParameters p) {
    boolean relative = p.given("epsilon-relative");
    float epsilon = p.positive(relative ? "epsilon-relative" : "epsilon");
    return everywhere(new EpsilonRule(epsilon, relative, p.flag("bias")));
  }

  private static AttributionMethod alphaBeta(MethodParameters p, float alpha) {
    return everywhere(new AlphaBetaRule(alpha, p.choice("bias", BiasPart.class)));
  }
}
