package org.segmentattribution.saliency.relevance;

/** The part of a bias that goes into the denominators of the alpha-beta rule. */
public enum BiasPart {
  /** Nothing: iNNvestigate's "IgnoreBias", Deep Taylor. */
  NONE,
  /** b+ into the positive part, b- into the negative (Bach et al. 2015; zennit). */
  CLIPPED,
  /** The whole bias into both parts, as iNNvestigate's {@code lrp.alpha_1_beta_0} does. */
  BOTH
}
