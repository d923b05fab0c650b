package org.segmentattribution.saliency.gradient;

import java.util.List;
import org.segmentattribution.saliency.AttributionMethodProvider;
import org.segmentattribution.saliency.AvailableMethod;
import org.segmentattribution.saliency.Parameter;

/**
 * Registers methods that change the gradient on its way back, stop it at a layer, or cover parts of
 * the input instead.
 */
public final class FurtherMethods implements AttributionMethodProvider {
  private static final Parameter START =
      new Parameter("start", "one", "the pass starts from: one, logit");

  @Override
  public List<AvailableMethod> methods() {
    return List.of(
        new AvailableMethod(
            "guided-backprop",
            "gradient, at each ReLU where input and gradient are positive",
            p -> new RectifiedBackward(true, !p.either("start", "one", "logit")),
            START),
        new AvailableMethod(
            "deconvnet",
            "gradient, at each ReLU where the gradient is positive",
            p -> new RectifiedBackward(false, !p.either("start", "one", "logit")),
            START),
        new AvailableMethod(
            "grad-cam",
            "last planes of values weighted by their mean gradient",
            p -> new GradCam(p.flag("raw"), p.text("layer")),
            new Parameter("raw", "false", "whether the map stays at the layer's size"),
            new Parameter("layer", "", "name of the layer (default: the last before pooling)")),
        new AvailableMethod(
            "attention-rollout",
            "weights of attention multiplied over the layers; the same for every class",
            p -> new AttentionRollout(p.flag("raw")),
            new Parameter("raw", "false", "whether the map stays at the size of the patches")),
        new AvailableMethod(
            "occlusion",
            "drop of the logit when a window is filled",
            p -> new Occlusion(p.count("window"), p.count("stride"), p.number("fill")),
            new Parameter("window", "8", "side in pixels"),
            new Parameter("stride", "8", "from one window to the next"),
            new Parameter("fill", "0", "value of the preprocessed input")),
        new AvailableMethod(
            "deep-lift",
            "differences to a baseline, rescale rule",
            p -> new DeepLift(Baseline.given(p)),
            Baseline.PARAMETER),
        new AvailableMethod(
            "deep-lift-rescale",
            "the same",
            p -> new DeepLift(Baseline.given(p)),
            Baseline.PARAMETER));
  }
}
