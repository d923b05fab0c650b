package org.segmentattribution.saliency.relevance;

/** The part of a bias that goes into the denominators of the alpha-beta rule. */
public enum BiasPart {
  /** No bias: iNNvestigate's "IgnoreBias", deep Taylor. */
  NONE,
  /** b+ in the positive part, b- in the negative part (Bach et al. 2015; zennit). */
  CLIPPED,
  /** The whole bias in both parts, as in iNNvestigate's {@code lrp.alpha_1_beta_0}. */
  BOTH
}
