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
        RelevanceParameters.method(
            "lrp-z", "layer-wise relevance, z rule", RelevanceMethods::z, BIAS),
        RelevanceParameters.method(
            "lrp-epsilon",
            "layer-wise relevance, ε rule",
            RelevanceMethods::epsilon,
            new Parameter("epsilon", "1e-7", "ε, in units of the activations"),
            new Parameter("epsilon-relative", "", "ε as a part of each layer's root mean square"),
            BIAS),
        RelevanceParameters.method(
            "lrp-alpha1beta0",
            "layer-wise relevance, positive contributions",
            p -> alphaBeta(p, 1),
            BIAS_PART),
        RelevanceParameters.method(
            "lrp-alpha2beta1",
            "layer-wise relevance, twice the positive minus the negative",
            p -> alphaBeta(p, 2),
            BIAS_PART),
        RelevanceParameters.method(
            "lrp-gamma",
            "layer-wise relevance, γ rule",
            RelevanceMethods::gamma,
            GammaRule.PARAMETER,
            new Parameter("conv-gamma", "", "γ of convolutions (default: gamma)"),
            new Parameter("dense-gamma", "", "γ of dense layers (default: gamma)")),
        RelevanceParameters.method(
            "lrp-flat",
            "relevance spread evenly in every layer",
            p -> everywhere(new FlatRule(), p)),
        RelevanceParameters.method(
            "lrp-wsquare",
            "relevance by squared weights in every layer",
            p -> everywhere(new SquaredWeightsRule(), p)));
  }

  /** Applies a rule to every layer with weights. */
  private static AttributionMethod everywhere(RelevanceRule rule, MethodParameters p) {
    return RelevanceParameters.relevance(Composite.of(rule), p);
  }

  private static AttributionMethod z(MethodParameters p) {
    boolean bias = p.flag("bias");
    Composite composite = Composite.of(new EpsilonRule(0, false, bias));
    Composite projected = RelevanceParameters.projected(composite, p);
    return new LrpZ(bias, RelevanceOptions.of(projected, RelevanceParameters.paths(p)));
  }

  private static AttributionMethod gamma(MethodParameters p) {
    return RelevanceParameters.relevance(
        new Composite(
            null,
            new GammaRule(p.atLeast(p.given("conv-gamma") ? "conv-gamma" : "gamma", 0)),
            new GammaRule(p.atLeast(p.given("dense-gamma") ? "dense-gamma" : "gamma", 0))),
        p);
  }

  private static AttributionMethod epsilon(MethodParameters p) {
    boolean relative = p.given("epsilon-relative");
    float epsilon = p.positive(relative ? "epsilon-relative" : "epsilon");
    return everywhere(new EpsilonRule(epsilon, relative, p.flag("bias")), p);
  }

  private static AttributionMethod alphaBeta(MethodParameters p, float alpha) {
    return everywhere(new AlphaBetaRule(alpha, p.choice("bias", BiasPart.class)), p);
  }
}
