package org.segmentattribution.effect;

/**
 * What one filling of one region did to the explained class: a row of {@code effects.csv}.
 *
 * @param imageId id of the image
 * @param className class that rows are grouped by: the label, or the explained class where an image
 *     has several
 * @param target the explained class
 * @param removal what was removed
 * @param before the answer to the whole picture
 * @param after the answer to the filled picture
 */
public record SegmentEffect(
    String imageId, String className, String target, Removal removal, Answer before, Answer after) {

  /**
   * What was removed.
   *
   * @param segment name of the segment
   * @param fill name of the fill
   * @param placebo 0 for the segment itself, else the number of the placebo
   * @param overlap share of the placebo that lies on the region; 0 for the segment itself
   * @param onSegments share of the placebo that lies on any region but the background; 0 for the
   *     segment itself
   * @param leftOut share of the padded segment that belongs to smaller segments and stayed
   * @param pixels number of filled pixels
   */
  public record Removal(
      String segment,
      String fill,
      int placebo,
      double overlap,
      double onSegments,
      double leftOut,
      int pixels) {}

  /**
   * The classifier's answer.
   *
   * @param logit of the explained class
   * @param margin this logit minus the largest other; NaN where there is only one class
   * @param predicted name of the class with the largest logit
   */
  public record Answer(double logit, double margin, String predicted) {
    /** Returns the value that an effect is measured in. */
    public double value(boolean inMargins) {
      return inMargins ? margin : logit;
    }
  }

  /** Returns by how much the value fell: positive where the region speaks for the class. */
  public double effect(boolean inMargins) {
    return before.value(inMargins) - after.value(inMargins);
  }

  /** Returns whether the prediction changed. */
  public boolean flips() {
    return !before.predicted().equals(after.predicted());
  }
}
