package org.segmentattribution.statistics;

/**
 * Kendall's coefficient of concordance of several rankings of the same names, corrected for ties: W
 * = 12 S / (m² (k³ - k) - m Σ (t³ - t)).
 *
 * @param w 0 (no agreement) to 1 (all rankings equal); NaN if it is not defined: only ties
 * @param chiSquare m (k - 1) W, Friedman's statistic with the rankings as cases
 */
public record KendallW(double w, double chiSquare) {
  /**
   * Ranks the values of each row and measures how far the rankings agree.
   *
   * @param values [rankings][names]
   */
  public static KendallW of(double[][] values) {
    double m = values.length;
    double k = values.length == 0 ? 0 : values[0].length;
    double[] sums = new double[(int) k];
    double tied = 0;
    for (double[] row : values) {
      double[] ranks = Ranks.descending(row, Ties.AVERAGE);
      tied += TieTerm.of(ranks);
      for (int c = 0; c < k; c++) {
        sums[c] += ranks[c];
      }
    }
    double spread = 0;
    for (double sum : sums) {
      spread += (sum - m * (k + 1) / 2) * (sum - m * (k + 1) / 2);
    }
    double most = m * m * (k * k * k - k) - m * tied;
    double w = most > 0 ? 12 * spread / most : Double.NaN;
    return new KendallW(w, m * (k - 1) * w);
  }
}
