package org.segmentattribution.statistics;

/** Computes 95 % intervals of means by the central limit theorem, for thousands of cases. */
public final class NormalInterval {
  private static final double QUANTILE = 1.959963984540054;

  private NormalInterval() {}

  /**
   * Returns the interval of each column's mean: mean ± 1.96 standard errors.
   *
   * @param rows [cases][columns]; NaN = the case has no value there
   */
  public static Interval[] of(double[][] rows) {
    Interval[] intervals = new Interval[rows.length == 0 ? 0 : rows[0].length];
    for (int c = 0; c < intervals.length; c++) {
      int count = 0;
      double mean = 0;
      double squares = 0;
      for (double[] row : rows) {
        if (!Double.isNaN(row[c])) {
          // Welford 1962
          double difference = row[c] - mean;
          mean += difference / ++count;
          squares += difference * (row[c] - mean);
        }
      }
      double deviation = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
      intervals[c] = of(mean, deviation, count);
    }
    return intervals;
  }

  /**
   * Returns the interval for a mean and the standard deviation of the cases; no interval for fewer
   * than {@link Interval#FEWEST} cases.
   */
  public static Interval of(double mean, double deviation, long cases) {
    if (cases < Interval.FEWEST) {
      return Interval.NONE;
    }
    double error = QUANTILE * deviation / Math.sqrt(cases);
    return new Interval(mean - error, mean + error, 0);
  }
}
