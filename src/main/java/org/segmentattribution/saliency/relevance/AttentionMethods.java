package org.segmentattribution.saliency.relevance;

import java.util.List;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.AttributionMethodProvider;
import org.segmentattribution.saliency.AvailableMethod;
import org.segmentattribution.saliency.MethodParameters;

/** Registers relevance through attention as its authors propose it. */
public final class AttentionMethods implements AttributionMethodProvider {
  @Override
  public List<AvailableMethod> methods() {
    return List.of(
        RelevanceParameters.preset(
            "attn-lrp", "relevance through attention, z rule", AttentionMethods::attnLrp),
        RelevanceParameters.preset(
            "cp-lrp",
            "relevance through attention's values alone, γ rule",
            AttentionMethods::cpLrp,
            GammaRule.CONVOLUTIONS,
            GammaRule.DENSE));
  }

  /** AttnLRP without γ (Achtibat et al. 2024). */
  private static AttributionMethod attnLrp(MethodParameters p) {
    Composite composite = Composite.of(new EpsilonRule(0, false, true));
    return new Relevance(RelevanceOptions.of(composite, RelevanceParameters.paths(false, p)));
  }

  /** CP-LRP (Ali et al. 2022) with γ as the authors of AttnLRP use it for vision transformers. */
  private static AttributionMethod cpLrp(MethodParameters p) {
    Composite composite =
        new Composite(
            null,
            new GammaRule(p.atLeast("conv-gamma", 0)),
            new GammaRule(p.atLeast("dense-gamma", 0)));
    return new Relevance(
        RelevanceOptions.of(
            RelevanceParameters.projected(composite, p), RelevanceParameters.paths(true, p)));
  }
}
