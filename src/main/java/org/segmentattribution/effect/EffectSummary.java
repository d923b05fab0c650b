package org.segmentattribution.effect;

import org.segmentattribution.statistics.Estimate;

/**
 * What the removal of a segment does to the images of a class: a row of {@code
 * effects-summary.csv}.
 *
 * @param className class of the images
 * @param segment name of the segment
 * @param images images of the class that have the segment
 * @param effect mean effect with a bootstrap interval over images
 * @param excess the same of the effect beyond the placebos; NaN where no image has a placebo
 * @param test of the excess
 * @param shares of flips and of what was left out
 */
public record EffectSummary(
    String className,
    String segment,
    int images,
    Estimate effect,
    Excess excess,
    Test test,
    Shares shares) {
  /** Excess effects below this share of the mean margin are no finding: hardly any is exactly 0. */
  public static final double LEAST_RELEVANT = 0.15;

  /** Doubt of every row where {@code placebo} is {@code none}. */
  static final String NONE_FILLED = "no other place was filled";

  /** Doubt of a segment that leaves no other place of its shape free. */
  static final String NONE_FITS = "no placebo fits beside it";

  /** Doubt of a segment of which little was removed. */
  static final String COVERED = "smaller segments cover much of it";

  /** Doubt of a class that has nothing to measure effects by. */
  static final String NO_MARGIN = "the mean margin is not above 0";

  /**
   * The effect beyond the placebos.
   *
   * @param placebo mean effect of the placebos
   * @param mean mean excess, of images with placebos
   * @param relative the mean divided by the mean margin of the class; NaN where that is not above 0
   * @param compared whether other places were filled at all, wherever one fits
   */
  public record Excess(double placebo, Estimate mean, double relative, boolean compared) {}

  /**
   * Two-sided sign-flip permutation test over images.
   *
   * @param p p-value
   * @param adjusted by Holm's procedure over the segments of the class
   */
  public record Test(double p, double adjusted) {}

  /**
   * Shares, 0 to 1.
   *
   * @param flips mean share of fills that change the prediction
   * @param leftOut mean share of the segment that belongs to smaller segments
   */
  public record Shares(double flips, double leftOut) {}

  /** Returns whether the class depends on the segment: above 0, and not by little. */
  public boolean isRelevant() {
    return excess.mean.interval().low() > 0 && excess.relative > LEAST_RELEVANT;
  }

  /** Returns why the row says little; empty for no reason. */
  public String doubt() {
    if (Double.isNaN(excess.mean.value())) {
      return excess.compared ? NONE_FITS : NONE_FILLED;
    }
    if (shares.leftOut > RemovedRegion.MOST_LEFT_OUT) {
      return COVERED;
    }
    return Double.isNaN(excess.relative) ? NO_MARGIN : "";
  }
}
