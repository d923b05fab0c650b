package org.segmentattribution.rating;

import java.util.Map;
import org.segmentattribution.statistics.Estimate;

/**
 * A row of {@code rating.csv}.
 *
 * @param candidate a column of a method, or a row of the ruler
 * @param scores single deletion against each kind of effect
 * @param checks of the method
 */
public record RatingRow(Candidate candidate, Map<Against, Score> scores, MethodChecks checks) {
  /**
   * Single deletion over images.
   *
   * @param images images with a score
   * @param all mean over all images, with a bootstrap interval over images
   * @param confirmed mean over the half of the images on which nothing was chosen
   */
  public record Score(int images, Estimate all, double confirmed) {}

  /** Returns why the row says little; empty for no reason. */
  public String flag() {
    if (scores.get(Against.EFFECT).images == 0) {
      return "no image has three segments with different values";
    }
    return checks.flag();
  }
}
