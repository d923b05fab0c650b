package org.segmentattribution.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The percentile bootstrap (Efron 1979): draws as many cases as there are, with replacement; the
 * interval is the middle 95 % of the means of the resamples.
 *
 * @param resamples number of resamples, B
 * @param seed of the draws; equal seeds give equal intervals
 */
public record Bootstrap(int resamples, long seed) {
  /** Checks that there is at least one resample. */
  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("bootstrap resamples must be at least 1: " + resamples);
    }
  }

  /** Returns a bootstrap with B = 2000. */
  public static Bootstrap seeded(long seed) {
    return new Bootstrap(2000, seed);
  }

  /**
   * Returns the 95 % interval of each column's mean. Whole rows are drawn, so columns stay paired.
   * A column with fewer than {@link Interval#FEWEST} values has no interval.
   *
   * @param rows [cases][columns]; NaN = the case has no value there; a resample in which a column
   *     has no value is skipped for that column
   * @return one interval for each column
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

  /**
   * Draws as many cases as there are, as {@link #means} does, resample after resample.
   *
   * @param each takes how often each case was drawn; the array is used again
   */
  public void draws(int cases, Consumer<int[]> each) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] times = new int[cases];
    for (int b = 0; b < resamples; b++) {
      Arrays.fill(times, 0);
      for (int draw = 0; draw < cases; draw++) {
        times[random.nextInt(cases)]++;
      }
      each.accept(times);
    }
  }

  private static long values(double[][] rows, int column) {
    return Arrays.stream(rows).filter(row -> !Double.isNaN(row[column])).count();
  }

  /**
   * Returns the means of one column over the resamples, ascending; fewer than {@code resamples}
   * where some resamples have no value.
   *
   * @param values one for each case; NaN = the case has no value
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
   * Returns the resampled differences of the means of two groups, ascending; each group is drawn
   * separately.
   *
   * @param a cases of one group, at least one, without NaN
   * @param b cases of the other group, at least one, without NaN
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
   * Returns a percentile, interpolated linearly between the two nearest values (NumPy's default).
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
