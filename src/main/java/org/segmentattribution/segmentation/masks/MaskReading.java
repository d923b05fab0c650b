package org.segmentattribution.segmentation.masks;

/**
 * How masks of one segment are read, if the user declares it.
 *
 * @param threshold share of the full scale from which a pixel of a soft mask is inside; NaN where
 *     none was declared
 * @param union whether everything that is not 0, or not black, is inside
 * @param channel {@code alpha} or {@code colour}; empty where it was not declared
 */
record MaskReading(double threshold, boolean union, String channel) {
  /** Nothing is declared. */
  static final MaskReading STANDARD = new MaskReading(Double.NaN, false, "");

  /** Threshold of a soft mask if none is declared. */
  static final double HALF = 0.5;

  boolean isThresholdDeclared() {
    return !Double.isNaN(threshold);
  }

  /** Returns the smallest value that is inside. */
  double inside(int full) {
    return (isThresholdDeclared() ? threshold : HALF) * full;
  }
}
