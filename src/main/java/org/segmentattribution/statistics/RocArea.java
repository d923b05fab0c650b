package org.segmentattribution.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The area under the ROC curve: how likely a random positive scores above a random negative, ties
 * counted as half (Mann and Whitney 1947).
 *
 * @param area 0 to 1; NaN where there are no positives or no negatives
 * @param interval 95 % percentile bootstrap, positives and negatives drawn apart
 */
public record RocArea(double area, Interval interval) {
  private static final int RESAMPLES = 2000;

  /**
   * Measures scores; {@link Double#NEGATIVE_INFINITY} means the lowest possible.
   *
   * @param positives scores of the cases to find, without NaN
   * @param negatives scores of the others, without NaN
   * @param seed of the resamples
   */
  public static RocArea of(double[] positives, double[] negatives, long seed) {
    double area = area(positives, sorted(negatives));
    if (Math.min(positives.length, negatives.length) < Interval.FEWEST) {
      return new RocArea(area, Interval.NONE);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] areas = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      areas[i] = area(drawn(positives, random), sorted(drawn(negatives, random)));
    }
    Arrays.sort(areas);
    return new RocArea(
        area,
        new Interval(Bootstrap.percentile(areas, 0.025), Bootstrap.percentile(areas, 0.975), 0));
  }

  private static double area(double[] positives, double[] sorted) {
    if (positives.length == 0 || sorted.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (double positive : positives) {
      sum += below(sorted, positive, false) + below(sorted, positive, true);
    }
    return sum / 2 / positives.length / sorted.length;
  }

  /** Returns how many values are below another one, or, with {@code orEqual}, not above it. */
  private static int below(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || orEqual && sorted[middle] == value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double[] drawn(double[] values, SplittableRandom random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInt(values.length)];
    }
    return drawn;
  }
}
