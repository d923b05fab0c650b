package org.segmentattribution.saliency;

import org.segmentattribution.saliency.gradient.Baseline;
import org.segmentattribution.saliency.gradient.Gradient;
import org.segmentattribution.saliency.gradient.GradientShap;
import org.segmentattribution.saliency.gradient.IntegratedGradients;
import org.segmentattribution.saliency.gradient.IntegrationRule;
import org.segmentattribution.saliency.gradient.NoiseScale;
import org.segmentattribution.saliency.gradient.PostProcessing;
import org.segmentattribution.saliency.gradient.SmoothGrad;
import org.segmentattribution.saliency.gradient.UnitNoise;
import org.segmentattribution.saliency.relevance.AlphaBetaRule;
import org.segmentattribution.saliency.relevance.BiasPart;
import org.segmentattribution.saliency.relevance.BoxRule;
import org.segmentattribution.saliency.relevance.Composite;
import org.segmentattribution.saliency.relevance.EpsilonRule;
import org.segmentattribution.saliency.relevance.FlatRule;
import org.segmentattribution.saliency.relevance.GammaRule;
import org.segmentattribution.saliency.relevance.Relevance;
import org.segmentattribution.saliency.relevance.RelevanceOptions;
import org.segmentattribution.saliency.relevance.RelevanceRule;
import org.segmentattribution.saliency.relevance.SquaredWeightsRule;

/** From parameters to methods. */
final class MethodMakers {
  private MethodMakers() {}

  static SaliencyMethod gradient(MethodParameters p) {
    return new Gradient(post(p));
  }

  private static PostProcessing post(MethodParameters p) {
    return p.choice("post", PostProcessing.class);
  }

  static SaliencyMethod integratedGradients(MethodParameters p) {
    IntegrationRule rule = p.choice("rule", IntegrationRule.class);
    int steps = p.count("steps");
    if (rule == IntegrationRule.TRAPEZOID && steps < 2) {
      throw p.refuse("steps", "must be at least 2 for rule=trapezoid");
    }
    return new IntegratedGradients(rule, steps, baseline(p), post(p));
  }

  static Baseline baseline(MethodParameters p) {
    boolean file = p.text("baseline").endsWith(".npy");
    return file ? new Baseline(0, p.array("baseline")) : new Baseline(p.number("baseline"), null);
  }

  static SaliencyMethod smoothGrad(MethodParameters p) {
    InputArray noise = p.given("noise") ? p.array("noise") : null;
    int samples = p.count("samples");
    if (noise != null && noise.shape().length > 3 && noise.shape()[0] < samples) {
      samples = Math.toIntExact(noise.shape()[0]);
    }
    float absolute = p.given("noise-std") ? p.atLeast("noise-std", 0) : Float.NaN;
    NoiseScale scale = new NoiseScale(absolute, p.fraction("noise-level"));
    return new SmoothGrad(samples, scale, new UnitNoise(p.seed("seed"), noise), post(p));
  }

  static SaliencyMethod gradientShap(MethodParameters p) {
    return new GradientShap(p.count("samples"), p.seed("seed"), baseline(p));
  }

  /** A rule for every layer with weights. */
  static SaliencyMethod everywhere(RelevanceRule rule) {
    return relevance(Composite.of(rule));
  }

  private static SaliencyMethod relevance(Composite composite) {
    return new Relevance(RelevanceOptions.of(composite));
  }

  static SaliencyMethod lrpEpsilon(MethodParameters p) {
    boolean relative = p.given("epsilon-relative");
    float epsilon = p.positive(relative ? "epsilon-relative" : "epsilon");
    return everywhere(new EpsilonRule(epsilon, relative, p.flag("bias")));
  }

  static SaliencyMethod alphaBeta(MethodParameters p, float alpha) {
    return everywhere(new AlphaBetaRule(alpha, p.choice("bias", BiasPart.class)));
  }

  static SaliencyMethod deepTaylor(MethodParameters p) {
    boolean plain = p.either("input-rule", "zplus", "wsquare");
    return taylor(p, plain ? null : new SquaredWeightsRule());
  }

  static SaliencyMethod deepTaylorBounded(MethodParameters p) {
    return taylor(p, box(p));
  }

  private static SaliencyMethod taylor(MethodParameters p, RelevanceRule first) {
    Composite composite = new Composite(first, AlphaBetaRule.Z_PLUS, AlphaBetaRule.Z_PLUS);
    return new Relevance(
        new RelevanceOptions(
            composite,
            !p.either("relu", "pass", "mask"),
            p.either("average-pooling", "even", "z"),
            !p.either("add", "z", "copy"),
            true));
  }

  private static BoxRule box(MethodParameters p) {
    float[] low = p.given("low") ? p.numbers("low") : null;
    float[] high = p.given("high") ? p.numbers("high") : null;
    return new BoxRule(low, high);
  }

  private static EpsilonRule dense(MethodParameters p) {
    return new EpsilonRule(p.positive("epsilon"), false, true);
  }

  static SaliencyMethod epsilonPlus(MethodParameters p, RelevanceRule first) {
    RelevanceRule plus = new AlphaBetaRule(1, BiasPart.CLIPPED);
    return relevance(new Composite(first, plus, dense(p)));
  }

  static SaliencyMethod epsilonGammaBox(MethodParameters p) {
    return relevance(new Composite(box(p), new GammaRule(p.atLeast("gamma", 0)), dense(p)));
  }

  static SaliencyMethod epsilonAlpha2Beta1Flat(MethodParameters p) {
    RelevanceRule rule = new AlphaBetaRule(2, BiasPart.CLIPPED);
    return relevance(new Composite(new FlatRule(), rule, dense(p)));
  }

  static SaliencyMethod presetAFlat(MethodParameters p) {
    RelevanceRule rule = new AlphaBetaRule(1, BiasPart.BOTH);
    return relevance(new Composite(new FlatRule(), rule, dense(p)));
  }
}
