package org.segmentattribution.experiment.bar;

/** Names of the two classifiers and of the sets of images, in folders and tables. */
final class BarModels {
  /** The classifier that learned from biased photographs, and the set of these. */
  static final String BIASED = "biased";

  /** The classifier that learned from some others too. */
  static final String LESS_BIASED = "less-biased";

  /** The set of photographs in which action and surroundings do not go together. */
  static final String UNBIASED = "unbiased";

  private BarModels() {}
}
