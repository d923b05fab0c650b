package org.segmentattribution.effect;

/**
 * The effect of one segment in one image, averaged over the fills.
 *
 * @param effect mean effect of the segment itself
 * @param placebo mean effect of its placebos; NaN without any
 * @param flips share of the fills that change the prediction
 * @param leftOut share of the segment that stayed
 */
record SegmentImage(double effect, double placebo, double flips, double leftOut) {
  /** Returns what the segment does beyond its placebos; NaN without any. */
  double excess() {
    return effect - placebo;
  }

  /** Adds up the rows of one segment in one image. */
  static final class Sum {
    private double effect;
    private int effects;
    private double placebo;
    private int placebos;
    private int flips;
    private double leftOut;

    void add(SegmentEffect row, boolean inMargins) {
      leftOut = row.removal().leftOut();
      if (row.removal().placebo() > 0) {
        placebo += row.effect(inMargins);
        placebos++;
      } else {
        effect += row.effect(inMargins);
        effects++;
        flips += row.flips() ? 1 : 0;
      }
    }

    SegmentImage mean() {
      double other = placebos == 0 ? Double.NaN : placebo / placebos;
      return new SegmentImage(effect / effects, other, (double) flips / effects, leftOut);
    }
  }
}
