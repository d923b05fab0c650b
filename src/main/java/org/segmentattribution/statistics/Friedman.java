package org.segmentattribution.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Friedman's test for equal distributions of columns, corrected for ties; equals scipy's {@code
 * friedmanchisquare}.
 *
 * @param statistic chi-squared; NaN if it is not defined: fewer than 3 columns, or only ties
 * @param degrees of freedom, columns - 1
 * @param pValue upper tail; NaN if the statistic is NaN
 */
public record Friedman(double statistic, int degrees, double pValue) {
  /**
   * Runs the test on ranks.
   *
   * @param ranks [cases][columns], ties averaged
   */
  public static Friedman of(double[][] ranks) {
    int n = ranks.length;
    int k = n == 0 ? 0 : ranks[0].length;
    if (k < 3) {
      return new Friedman(Double.NaN, Math.max(0, k - 1), Double.NaN);
    }
    double[] sums = new double[k];
    double tied = 0;
    for (double[] row : ranks) {
      tied += TieTerm.of(row);
      for (int c = 0; c < k; c++) {
        sums[c] += row[c];
      }
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    double kk = k;
    double untied = 1 - tied / (n * kk * (kk * kk - 1));
    if (untied <= 0) {
      return new Friedman(Double.NaN, k - 1, Double.NaN);
    }
    double statistic = (12 / (n * kk * (kk + 1)) * squares - 3 * n * (kk + 1)) / untied;
    return new Friedman(
        statistic, k - 1, ChiSquaredDistribution.of(k - 1).survivalProbability(statistic));
  }
}
