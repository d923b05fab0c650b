package org.segmentattribution.rating;

/**
 * What is known of a method besides the scores of its columns; NaN for what was not measured.
 *
 * @param srgMean area between the curves of the logit when cells are removed least important first
 *     and most important first, filled with the mean
 * @param srgLinear the same, filled by noisy linear interpolation
 * @param randomisation Spearman's correlation of the absolute map with that of the network with
 *     random weights, mean over images
 * @param forwards pictures that pass through the network for one map
 */
public record MethodChecks(
    double srgMean, double srgLinear, double randomisation, double forwards) {
  /** Nothing was measured. */
  public static final MethodChecks NONE =
      new MethodChecks(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** A map that keeps more of itself than this explains the picture, not the model. */
  public static final double MOST_ALIKE = 0.5;

  /** Returns what speaks against the method; empty for nothing. */
  String flag() {
    return randomisation > MOST_ALIKE ? "keeps its map when the weights are random" : "";
  }
}
