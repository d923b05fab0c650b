package org.segmentattribution.statistics;

import java.util.Arrays;

/**
 * The difference between the means of b and a.
 *
 * @param a mean of a; NaN if a is empty
 * @param b mean of b; NaN if b is empty
 * @param difference b - a; for pairs, the mean of their differences
 * @param low lower end of its 95 % bootstrap interval; NaN with fewer than five cases
 * @param high upper end; NaN with fewer than five cases
 * @param pValue two-sided, from a permutation test
 * @param effect for pairs, the matched-pairs rank-biserial correlation; for groups, Cliff's delta:
 *     the share of cases in which b is larger minus the share in which it is smaller; -1 to 1
 * @param ofA 95 % bootstrap interval of the mean of a; NaN if a is empty
 * @param ofB 95 % bootstrap interval of the mean of b; NaN if b is empty
 */
public record MeanDifference(
    double a,
    double b,
    double difference,
    double low,
    double high,
    double pValue,
    double effect,
    Interval ofA,
    Interval ofB) {

  /** Compares two values of each case. */
  public static MeanDifference paired(double[] a, double[] b, long seed) {
    if (a.length == 0) {
      return none(a, b, seed);
    }
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> b[i] - a[i]);
    Interval interval = interval(differences, seed);
    return new MeanDifference(
        mean(a),
        mean(b),
        mean(differences),
        interval.low(),
        interval.high(),
        PermutationTest.seeded(seed).paired(differences),
        WilcoxonSignedRank.test(
                b, a, WilcoxonSignedRank.Alternative.TWO_SIDED, WilcoxonSignedRank.Rule.MODERN)
            .rankBiserial(),
        interval(a, seed),
        interval(b, seed));
  }

  /** Compares two groups of different cases. */
  public static MeanDifference unpaired(double[] a, double[] b, long seed) {
    if (a.length == 0 || b.length == 0) {
      return none(a, b, seed);
    }
    boolean few = Math.min(a.length, b.length) < Interval.FEWEST;
    double[] drawn = few ? new double[0] : Bootstrap.seeded(seed).sortedDifferences(a, b);
    return new MeanDifference(
        mean(a),
        mean(b),
        mean(b) - mean(a),
        Bootstrap.percentile(drawn, 0.025),
        Bootstrap.percentile(drawn, 0.975),
        PermutationTest.seeded(seed).unpaired(a, b),
        cliffsDelta(a, b),
        interval(a, seed),
        interval(b, seed));
  }

  private static MeanDifference none(double[] a, double[] b, long seed) {
    double nan = Double.NaN;
    return new MeanDifference(
        mean(a), mean(b), nan, nan, nan, nan, nan, interval(a, seed), interval(b, seed));
  }

  private static Interval interval(double[] values, long seed) {
    if (values.length < Interval.FEWEST) {
      return Interval.NONE;
    }
    double[] drawn = Bootstrap.seeded(seed).sortedMeans(values);
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
