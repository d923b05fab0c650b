package org.segmentattribution.api;

/**
 * One row of a Segment Attribution Table: how much one saliency method attributes to one named
 * segment of one image. Definitions: Hinns and Martens, "Aggregating Local Saliency Maps for
 * Semi-Global Explainable Image Classification".
 *
 * @param image what all rows of the table share
 * @param method name of the saliency method
 * @param facts name, size and place of the segment
 * @param scores what the method attributes to the segment
 */
public record SegmentAttribution(
    ExplainedImage image, String method, SegmentFacts facts, SegmentScores scores) {

  /**
   * Returns the id of the image, which is unique within its data set.
   *
   * @return the image id
   */
  public String imageId() {
    return image.imageId();
  }

  /** {@return the class of the image, or empty} */
  public String label() {
    return image.label();
  }

  /** {@return the class whose logit was explained} */
  public String target() {
    return image.target();
  }

  /** {@return name of the classifier} */
  public String model() {
    return image.model();
  }

  /** {@return the predicted, the explained and the grouping class} */
  public ClassReading reading() {
    return image.reading();
  }

  /** {@return name of the segment} */
  public String segment() {
    return facts.name();
  }

  /** {@return mean of the map over the padded mask, with its sign} */
  public double meanSigned() {
    return scores.meanSigned();
  }

  /** {@return absolute value of the mean of the map over the padded mask} */
  public double meanAttribution() {
    return scores.meanAttribution();
  }

  /**
   * {@return whether the row is no named segment, but the part of the picture outside all of them;
   * it has no ranks, and named segments are ranked without it}
   */
  public boolean isElsewhere() {
    return Double.isNaN(scores.rank()) && facts.name().equals(SegmentNames.ELSEWHERE);
  }

  /** {@return rank in the table, 1 = largest mean attribution; NaN for {@link #isElsewhere}} */
  public double rank() {
    return scores.rank();
  }

  /**
   * {@return share of the map's cyclic shifts whose mean attribution is at least as large, 0
   * (strongest) to 1; NaN where it was not computed}
   */
  public double shiftShare() {
    return scores.shiftShare();
  }
}
