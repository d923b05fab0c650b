package org.segmentattribution.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap (Efron 1979): cases are drawn with replacement, as many as there are, and
 * the middle 95 % of the resampled means is the interval.
 *
 * @param resamples number of resamples, B
 * @param seed of the draws; equal seeds give equal intervals
 */
public record Bootstrap(int resamples, long seed) {
  /** Checks that there is a resample. */
  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("bootstrap resamples must be at least 1: " + resamples);
    }
  }

  /** B = 2000. */
  public static Bootstrap seeded(long seed) {
    return new Bootstrap(2000, seed);
  }

  /**
   * The 95 % interval of each column's mean. Whole rows are drawn, so columns stay paired. A column
   * with fewer than {@link Interval#FEWEST} values has none.
   *
   * @param rows [cases][columns]; NaN = this case has no such value, and a resample in which a
   *     column has none is skipped for that column
   * @return one interval a column
   */
  public Interval[] means(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[][] means = new double[columns][resamples];
    int[] kept = new int[columns];
    SplittableRandom random = new SplittableRandom(seed);
    double[] sums = new double[columns];
    int[] counts = new int[columns];
    for (int b = 0; b < resamples; b++) {
      Arrays.fill(sums, 0);
      Arrays.fill(counts, 0);
      for (int draw = 0; draw < rows.length; draw++) {
        double[] row = rows[random.nextInt(rows.length)];
        for (int c = 0; c < columns; c++) {
          if (!Double.isNaN(row[c])) {
            sums[c] += row[c];
            counts[c]++;
          }
        }
      }
      for (int c = 0; c < columns; c++) {
        if (counts[c] > 0) {
          means[c][kept[c]++] = sums[c] / counts[c];
        }
      }
    }
    Interval[] intervals = new Interval[columns];
    for (int c = 0; c < columns; c++) {
      if (values(rows, c) < Interval.FEWEST) {
        intervals[c] = Interval.NONE;
        continue;
      }
      double[] sorted = Arrays.copyOf(means[c], kept[c]);
      Arrays.sort(sorted);
      intervals[c] =
          new Interval(percentile(sorted, 0.025), percentile(sorted, 0.975), resamples - kept[c]);
    }
    return intervals;
  }

  private static long values(double[][] rows, int column) {
    return Arrays.stream(rows).filter(row -> !Double.isNaN(row[column])).count();
  }

  /**
   * The resampled means of one column, ascending; fewer than {@code resamples} where some had no
   * value.
   *
   * @param values a value a case; NaN = this case has none
   */
  public double[] sortedMeans(double[] values) {
    double[] means = new double[resamples];
    int kept = 0;
    SplittableRandom random = new SplittableRandom(seed);
    for (int b = 0; b < resamples; b++) {
      double sum = 0;
      int count = 0;
      for (int draw = 0; draw < values.length; draw++) {
        double value = values[random.nextInt(values.length)];
        if (!Double.isNaN(value)) {
          sum += value;
          count++;
        }
      }
      if (count > 0) {
        means[kept++] = sum / count;
      }
    }
    double[] sorted = Arrays.copyOf(means, kept);
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * The resampled differences of the means of two groups, ascending; each group is drawn on its
   * own.
   *
   * @param a cases of one group, at least one, without NaN
   * @param b cases of the other
   * @return means of b minus means of a
   */
  public double[] sortedDifferences(double[] a, double[] b) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] differences = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      differences[r] = drawnMean(b, random) - drawnMean(a, random);
    }
    Arrays.sort(differences);
    return differences;
  }

  private static double drawnMean(double[] values, SplittableRandom random) {
    double sum = 0;
    for (int draw = 0; draw < values.length; draw++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }

  /**
   * A percentile by linear interpolation between the two nearest values (NumPy's default).
   *
   * @param sorted ascending
   * @param share 0 to 1
   * @return NaN where there are no values
   */
  public static double percentile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, sorted.length - 1)];
    return low + (place - below) * (high - low);
  }
}
