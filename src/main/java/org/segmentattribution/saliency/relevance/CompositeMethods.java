package org.segmentattribution.saliency.relevance;

import java.util.List;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.AttributionMethodProvider;
import org.segmentattribution.saliency.AvailableMethod;
import org.segmentattribution.saliency.MethodParameters;
import org.segmentattribution.saliency.Parameter;

/**
 * Registers deep Taylor decomposition, and layer-wise relevance propagation with different rules
 * for the first layer, convolutions and dense layers.
 */
public final class CompositeMethods implements AttributionMethodProvider {
  private static final Parameter EPSILON = new Parameter("epsilon", "1e-6", "of the dense layers");
  private static final Parameter LOW =
      new Parameter(
          "low", "", "lower bound of the input, one or one a channel (default: declared)");
  private static final Parameter HIGH = new Parameter("high", "", "upper bound, likewise");
  private static final Parameter RELU =
      new Parameter(
          "relu", "pass", "relevance at a ReLU: pass, mask (where its input is not positive)");
  private static final Parameter AVERAGES =
      new Parameter("average-pooling", "even", "how it spreads relevance: even, z (in proportion)");
  private static final Parameter ADD =
      new Parameter("add", "z", "how a join does: z (in proportion), copy (all to each branch)");

  @Override
  public List<AvailableMethod> methods() {
    return List.of(
        RelevanceParameters.method(
            "deep-taylor",
            "deep Taylor decomposition, z+ rule",
            CompositeMethods::deepTaylor,
            RELU,
            AVERAGES,
            ADD,
            new Parameter("input-rule", "zplus", "of the first layer: zplus, wsquare")),
        RelevanceParameters.method(
            "deep-taylor-bounded",
            "deep Taylor decomposition, z^B rule in the first layer",
            p -> taylor(p, box(p)),
            LOW,
            HIGH,
            RELU,
            AVERAGES,
            ADD),
        RelevanceParameters.method(
            "epsilon-plus",
            "dense layers ε, convolutions z+",
            p -> composite(null, new AlphaBetaRule(1, BiasPart.CLIPPED), p),
            EPSILON),
        RelevanceParameters.method(
            "epsilon-plus-flat",
            "dense layers ε, convolutions z+, the first flat",
            p -> composite(new FlatRule(), new AlphaBetaRule(1, BiasPart.CLIPPED), p),
            EPSILON),
        RelevanceParameters.method(
            "epsilon-gamma-box",
            "dense layers ε, convolutions γ, the first z^B",
            p -> composite(box(p), new GammaRule(p.atLeast("gamma", 0)), p),
            EPSILON,
            GammaRule.PARAMETER,
            LOW,
            HIGH),
        RelevanceParameters.method(
            "epsilon-alpha2beta1-flat",
            "dense layers ε, convolutions α = 2 β = 1, the first flat",
            p -> composite(new FlatRule(), new AlphaBetaRule(2, BiasPart.CLIPPED), p),
            EPSILON),
        RelevanceParameters.method(
            "sequential-preset-a-flat",
            "iNNvestigate's preset A: dense layers ε, convolutions α = 1 β = 0, the first flat",
            p -> composite(new FlatRule(), new AlphaBetaRule(1, BiasPart.BOTH), p),
            new Parameter("epsilon", "0.1", "of the dense layers")));
  }

  /** Makes a method with the ε rule in dense layers. */
  private static AttributionMethod composite(
      RelevanceRule first, RelevanceRule convolution, MethodParameters p) {
    RelevanceRule dense = new EpsilonRule(p.positive("epsilon"), false, true);
    return RelevanceParameters.relevance(new Composite(first, convolution, dense), p);
  }

  private static AttributionMethod deepTaylor(MethodParameters p) {
    boolean plain = p.either("input-rule", "zplus", "wsquare");
    return taylor(p, plain ? null : new SquaredWeightsRule());
  }

  private static AttributionMethod taylor(MethodParameters p, RelevanceRule first) {
    Composite composite = new Composite(first, AlphaBetaRule.Z_PLUS, AlphaBetaRule.Z_PLUS);
    return new Relevance(
        new RelevanceOptions(
            RelevanceParameters.projected(composite, p),
            !p.either("relu", "pass", "mask"),
            p.either("average-pooling", "even", "z"),
            !p.either("add", "z", "copy"),
            true,
            RelevanceParameters.paths(p)));
  }

  private static BoxRule box(MethodParameters p) {
    float[] low = p.given("low") ? p.numbers("low") : null;
    float[] high = p.given("high") ? p.numbers("high") : null;
    return new BoxRule(low, high);
  }
}
