package org.segmentattribution.saliency.gradient;

import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.AttributionMethodProvider;
import org.segmentattribution.saliency.AvailableMethod;
import org.segmentattribution.saliency.InputArray;
import org.segmentattribution.saliency.MethodParameters;
import org.segmentattribution.saliency.Parameter;

/** Registers methods that use the network's own gradient, at the input or at points around it. */
public final class GradientMethods implements AttributionMethodProvider {
  private static final Parameter POST =
      new Parameter("post", "none", "done to each gradient: none, abs, square");
  private static final Parameter SEED = new Parameter("seed", "1", "of the random choices");
  private static final Parameter SAMPLES = new Parameter("samples", "64", "gradients an image");
  private static final Parameter[] NOISE = {
    SAMPLES,
    new Parameter(
        "noise-level", "1/255", "deviation in parts of the input's range; 0.1 to 0.2 shows more"),
    new Parameter("noise-std", "", "deviation in units of the preprocessed input, instead"),
    new Parameter("noise", "", "FILE.npy of unit normal values, samples x N x C x H x W"),
    SEED
  };

  @Override
  public List<AvailableMethod> methods() {
    return List.of(
        new AvailableMethod("gradient", "∂f/∂x", p -> new Gradient(post(p)), POST),
        new AvailableMethod("input-x-gradient", "x · ∂f/∂x", p -> new InputTimesGradient()),
        new AvailableMethod(
            "integrated-gradients",
            "(x - x₀) · mean gradient on the way from a baseline",
            GradientMethods::integratedGradients,
            new Parameter("steps", "64", "points on the way"),
            new Parameter("rule", "left", "left, right, middle, trapezoid, gauss"),
            Baseline.PARAMETER,
            POST),
        new AvailableMethod(
            "smoothgrad",
            "mean gradient under noise",
            GradientMethods::smoothGrad,
            withNoise(POST)),
        new AvailableMethod(
            "smoothgrad-squared",
            "mean squared gradient under noise",
            GradientMethods::smoothGrad,
            withNoise(new Parameter("post", "square", "done to each gradient: square, abs, none"))),
        new AvailableMethod(
            "gradient-shap",
            "expected gradients over baselines and the way from them",
            p -> new GradientShap(p.count("samples"), p.seed("seed"), Baseline.given(p)),
            SAMPLES,
            Baseline.PARAMETER,
            SEED));
  }

  private static Parameter[] withNoise(Parameter post) {
    return Stream.concat(Stream.of(NOISE), Stream.of(post)).toArray(Parameter[]::new);
  }

  private static PostProcessing post(MethodParameters p) {
    return p.choice("post", PostProcessing.class);
  }

  private static AttributionMethod integratedGradients(MethodParameters p) {
    IntegrationRule rule = p.choice("rule", IntegrationRule.class);
    int steps = p.count("steps");
    if (rule == IntegrationRule.TRAPEZOID && steps < 2) {
      throw p.refuse("steps", "must be at least 2 for rule=trapezoid");
    }
    return new IntegratedGradients(rule, steps, Baseline.given(p), post(p));
  }

  private static AttributionMethod smoothGrad(MethodParameters p) {
    InputArray noise = p.given("noise") ? p.array("noise") : null;
    int samples = p.count("samples");
    if (noise != null && noise.shape().length > 3 && noise.shape()[0] < samples) {
      samples = Math.toIntExact(noise.shape()[0]);
    }
    float absolute = p.given("noise-std") ? p.atLeast("noise-std", 0) : Float.NaN;
    NoiseScale scale = new NoiseScale(absolute, p.fraction("noise-level"));
    return new SmoothGrad(samples, scale, new UnitNoise(p.seed("seed"), noise), post(p));
  }
}
