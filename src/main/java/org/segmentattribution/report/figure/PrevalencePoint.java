package org.segmentattribution.report.figure;

/**
 * The measurements with the watermark on one share of the marked class's training images; NaN means
 * "not measured".
 *
 * @param prevalence per cent, 0 to 100
 * @param rank rank of the watermark's segment
 * @param cleanAccuracy accuracy on the test set without watermarks, 0 to 1
 * @param watermarkedAccuracy accuracy on this test set with a watermark on every image, 0 to 1
 * @param segmentsPerImage mean number of rows in a table: the worst possible mean rank
 * @param attributionShare mean attribution of the watermark's segment divided by the sum of all
 *     segments' mean attributions, 0 to 1
 */
public record PrevalencePoint(
    double prevalence,
    Rank rank,
    double cleanAccuracy,
    double watermarkedAccuracy,
    double segmentsPerImage,
    double attributionShare) {

  /**
   * The mean rank over the test images that hold the segment, 1 = most attribution per pixel.
   *
   * @param mean mean rank
   * @param low lower end of its 95 % interval
   * @param high upper end
   */
  public record Rank(double mean, double low, double high) {
    /** Without the segment, nothing is measured. */
    public static final Rank NONE = new Rank(Double.NaN, Double.NaN, Double.NaN);
  }

  /** Returns the mean rank, 1 = most attribution per pixel. */
  public double meanRank() {
    return rank.mean();
  }
}
