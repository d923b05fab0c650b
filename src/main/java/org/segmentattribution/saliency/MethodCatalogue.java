package org.segmentattribution.saliency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.saliency.gradient.DeepLift;
import org.segmentattribution.saliency.gradient.GradCam;
import org.segmentattribution.saliency.gradient.InputTimesGradient;
import org.segmentattribution.saliency.gradient.Occlusion;
import org.segmentattribution.saliency.gradient.RectifiedBackward;
import org.segmentattribution.saliency.relevance.FlatRule;
import org.segmentattribution.saliency.relevance.GammaRule;
import org.segmentattribution.saliency.relevance.LrpZ;
import org.segmentattribution.saliency.relevance.SquaredWeightsRule;

/** Every method with its parameters and their standard values. */
final class MethodCatalogue {
  private static final Parameter POST =
      new Parameter("post", "none", "done to each gradient: none, abs, square");
  private static final Parameter SEED = new Parameter("seed", "1", "of the random choices");
  private static final Parameter SAMPLES = new Parameter("samples", "64", "gradients an image");
  private static final Parameter BASELINE =
      new Parameter("baseline", "0", "a value of the preprocessed input, or FILE.npy");
  private static final Parameter START =
      new Parameter("start", "one", "the pass starts from: one, logit");
  private static final Parameter BIAS =
      new Parameter("bias", "true", "whether the bias counts in z");
  private static final Parameter EPSILON = new Parameter("epsilon", "1e-6", "of the dense layers");
  private static final Parameter GAMMA =
      new Parameter("gamma", "0.25", "how much contributions of the output's sign are favoured");
  private static final Parameter LOW =
      new Parameter(
          "low", "", "lower bound of the input, one or one a channel (default: declared)");
  private static final Parameter HIGH = new Parameter("high", "", "upper bound, likewise");
  private static final Parameter BIAS_PART =
      new Parameter("bias", "none", "in the denominators: none, clipped, both");
  private static final Parameter[] NOISE = {
    SAMPLES,
    new Parameter(
        "noise-level", "1/255", "deviation in parts of the input's range; 0.1 to 0.2 shows more"),
    new Parameter("noise-std", "", "deviation in units of the preprocessed input, instead"),
    new Parameter("noise", "", "FILE.npy of unit normal values, samples x N x C x H x W"),
    SEED
  };
  private static final Parameter[] TAYLOR = {
    new Parameter(
        "relu", "pass", "relevance at a ReLU: pass, mask (where its input is not positive)"),
    new Parameter("average-pooling", "even", "how it spreads relevance: even, z (in proportion)"),
    new Parameter("add", "z", "how a join does: z (in proportion), copy (all to each branch)")
  };

  private static final List<MethodDescription> BUILT_IN =
      List.of(
          new MethodDescription("gradient", "∂f/∂x", MethodMakers::gradient, POST),
          new MethodDescription("input-x-gradient", "x · ∂f/∂x", p -> new InputTimesGradient()),
          new MethodDescription(
              "integrated-gradients",
              "(x - x₀) · mean gradient on the way from a baseline",
              MethodMakers::integratedGradients,
              new Parameter("steps", "64", "points on the way"),
              new Parameter("rule", "left", "left, right, middle, trapezoid, gauss"),
              BASELINE,
              POST),
          new MethodDescription(
              "smoothgrad", "mean gradient under noise", MethodMakers::smoothGrad, withNoise(POST)),
          new MethodDescription(
              "smoothgrad-squared",
              "mean squared gradient under noise",
              MethodMakers::smoothGrad,
              withNoise(
                  new Parameter("post", "square", "done to each gradient: square, abs, none"))),
          new MethodDescription(
              "gradient-shap",
              "expected gradients over baselines and the way from them",
              MethodMakers::gradientShap,
              SAMPLES,
              BASELINE,
              SEED),
          new MethodDescription(
              "lrp-z", "layer-wise relevance, z rule", p -> new LrpZ(p.flag("bias")), BIAS),
          new MethodDescription(
              "lrp-epsilon",
              "layer-wise relevance, ε rule",
              MethodMakers::lrpEpsilon,
              new Parameter("epsilon", "1e-7", "ε, in units of the activations"),
              new Parameter("epsilon-relative", "", "ε as a part of each layer's root mean square"),
              BIAS),
          new MethodDescription(
              "lrp-alpha1beta0",
              "layer-wise relevance, positive contributions",
              p -> MethodMakers.alphaBeta(p, 1),
              BIAS_PART),
          new MethodDescription(
              "lrp-alpha2beta1",
              "layer-wise relevance, twice the positive minus the negative",
              p -> MethodMakers.alphaBeta(p, 2),
              BIAS_PART),
          new MethodDescription(
              "lrp-gamma",
              "layer-wise relevance, γ rule",
              p -> MethodMakers.everywhere(new GammaRule(p.atLeast("gamma", 0))),
              GAMMA),
          new MethodDescription(
              "lrp-flat",
              "relevance spread evenly in every layer",
              p -> MethodMakers.everywhere(new FlatRule())),
          new MethodDescription(
              "lrp-wsquare",
              "relevance by squared weights in every layer",
              p -> MethodMakers.everywhere(new SquaredWeightsRule())),
          new MethodDescription(
              "deep-taylor",
              "deep Taylor decomposition, z+ rule",
              MethodMakers::deepTaylor,
              TAYLOR[0],
              TAYLOR[1],
              TAYLOR[2],
              new Parameter("input-rule", "zplus", "of the first layer: zplus, wsquare")),
          new MethodDescription(
              "deep-taylor-bounded",
              "deep Taylor decomposition, z^B rule in the first layer",
              MethodMakers::deepTaylorBounded,
              LOW,
              HIGH,
              TAYLOR[0],
              TAYLOR[1],
              TAYLOR[2]),
          new MethodDescription(
              "epsilon-plus",
              "dense layers ε, convolutions z+",
              p -> MethodMakers.epsilonPlus(p, null),
              EPSILON),
          new MethodDescription(
              "epsilon-plus-flat",
              "dense layers ε, convolutions z+, the first flat",
              p -> MethodMakers.epsilonPlus(p, new FlatRule()),
              EPSILON),
          new MethodDescription(
              "epsilon-gamma-box",
              "dense layers ε, convolutions γ, the first z^B",
              MethodMakers::epsilonGammaBox,
              EPSILON,
              GAMMA,
              LOW,
              HIGH),
          new MethodDescription(
              "epsilon-alpha2beta1-flat",
              "dense layers ε, convolutions α = 2 β = 1, the first flat",
              MethodMakers::epsilonAlpha2Beta1Flat,
              EPSILON),
          new MethodDescription(
              "sequential-preset-a-flat",
              "iNNvestigate's preset A: dense layers ε, convolutions α = 1 β = 0, the first flat",
              MethodMakers::presetAFlat,
              new Parameter("epsilon", "0.1", "of the dense layers")),
          new MethodDescription(
              "guided-backprop",
              "gradient, at each ReLU where input and gradient are positive",
              p -> new RectifiedBackward(true, !p.either("start", "one", "logit")),
              START),
          new MethodDescription(
              "deconvnet",
              "gradient, at each ReLU where the gradient is positive",
              p -> new RectifiedBackward(false, !p.either("start", "one", "logit")),
              START),
          new MethodDescription(
              "grad-cam",
              "last planes of values weighted by their mean gradient",
              p -> new GradCam(p.flag("raw"), p.text("layer")),
              new Parameter("raw", "false", "whether the map stays at the layer's size"),
              new Parameter("layer", "", "name of the layer (default: the last before pooling)")),
          new MethodDescription(
              "occlusion",
              "drop of the logit when a window is filled",
              p -> new Occlusion(p.count("window"), p.count("stride"), p.number("fill")),
              new Parameter("window", "8", "side in pixels"),
              new Parameter("stride", "8", "from one window to the next"),
              new Parameter("fill", "0", "value of the preprocessed input")),
          new MethodDescription(
              "deep-lift",
              "differences to a baseline, rescale rule",
              p -> new DeepLift(MethodMakers.baseline(p)),
              BASELINE),
          new MethodDescription(
              "deep-lift-rescale",
              "the same",
              p -> new DeepLift(MethodMakers.baseline(p)),
              BASELINE));

  private MethodCatalogue() {}

  /** The built-in methods, and after them those that jars add. */
  static List<MethodDescription> all() {
    List<MethodDescription> all = new ArrayList<>(BUILT_IN);
    for (SaliencyMethodProvider provider : Extensions.of(SaliencyMethodProvider.class)) {
      for (MethodDescription added : provider.methods()) {
        if (all.stream().anyMatch(known -> known.name().equals(added.name()))) {
          throw new WrongInput(
              "extension: two methods have the name '" + added.name() + "'; rename one");
        }
        all.add(added);
      }
    }
    return all;
  }

  private static Parameter[] withNoise(Parameter post) {
    return Stream.concat(Stream.of(NOISE), Stream.of(post)).toArray(Parameter[]::new);
  }
}
