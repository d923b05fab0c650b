package org.segmentattribution.statistics;

import java.util.Arrays;

/**
 * The difference between the means of b and a.
 *
 * @param a mean of a
 * @param b mean of b
 * @param difference b - a; for pairs, the mean of their differences
 * @param pValue two-sided, from a permutation test
 * @param effect for pairs, the matched-pairs rank-biserial correlation; for groups, Cliff's delta:
 *     the share of cases in which b is larger minus the share in which it is smaller; -1 to 1
 */
public record MeanDifference(
    Estimate a, Estimate b, Estimate difference, double pValue, double effect) {

  /** Compares two values of each case. */
  public static MeanDifference paired(double[] a, double[] b, long seed) {
    if (a.length == 0) {
      return none(a, b, seed);
    }
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> b[i] - a[i]);
    return new MeanDifference(
        estimate(a, seed),
        estimate(b, seed),
        estimate(differences, seed),
        PermutationTest.seeded(seed).paired(differences),
        WilcoxonSignedRank.test(
                b, a, WilcoxonSignedRank.Alternative.TWO_SIDED, WilcoxonSignedRank.Rule.MODERN)
            .rankBiserial());
  }

  /** Compares two groups of different cases. */
  public static MeanDifference unpaired(double[] a, double[] b, long seed) {
    if (a.length == 0 || b.length == 0) {
      return none(a, b, seed);
    }
    boolean few = Math.min(a.length, b.length) < Interval.FEWEST;
    double[] drawn = few ? new double[0] : Bootstrap.seeded(seed).sortedDifferences(a, b);
    return new MeanDifference(
        estimate(a, seed),
        estimate(b, seed),
        new Estimate(mean(b) - mean(a), interval(drawn)),
        PermutationTest.seeded(seed).unpaired(a, b),
        cliffsDelta(a, b));
  }

  private static MeanDifference none(double[] a, double[] b, long seed) {
    return new MeanDifference(
        estimate(a, seed), estimate(b, seed), Estimate.NONE, Double.NaN, Double.NaN);
  }

  private static Estimate estimate(double[] values, long seed) {
    return new Estimate(
        mean(values),
        values.length < Interval.FEWEST
            ? Interval.NONE
            : interval(Bootstrap.seeded(seed).sortedMeans(values)));
  }

  private static Interval interval(double[] drawn) {
    return new Interval(Bootstrap.percentile(drawn, 0.025), Bootstrap.percentile(drawn, 0.975), 0);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double cliffsDelta(double[] a, double[] b) {
    double[] sorted = a.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double value : b) {
      sum += below(sorted, value, false) - (sorted.length - below(sorted, value, true));
    }
    return sum / ((double) a.length * b.length);
  }

  /** Counts the values that are smaller than {@code value}, or not larger. */
  private static int below(double[] sorted, double value, boolean orEqual) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) / 2;
      if (sorted[middle] < value || orEqual && sorted[middle] == value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
