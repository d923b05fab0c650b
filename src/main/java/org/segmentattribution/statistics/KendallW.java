package org.segmentattribution.statistics;

/**
 * Kendall's coefficient of concordance of several rankings of the same names, with the correction
 * for ties: W = 12 S / (m² (k³ - k) - m Σ (t³ - t)).
 *
 * @param w 0 (none) to 1 (all equal); NaN where it is not defined: ties alone
 * @param chiSquare m (k - 1) W, Friedman's statistic with the rankings as cases
 */
public record KendallW(double w, double chiSquare) {
  /**
   * Of values, ranked row by row.
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
