package org.segmentattribution.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of pairs, without zeros and without continuity correction, by the
 * rules of scipy's {@code wilcoxon(x, y, zero_method="wilcox")}. This class removes zeros, chooses
 * the method, enumerates under ties and has scipy's older exact table; Commons Statistics gives the
 * other exact and approximate p-values.
 */
public final class WilcoxonSignedRank {
  private static final int MOST_EXACT = 50;
  private static final int MOST_ENUMERATED = 13;

  private WilcoxonSignedRank() {}

  /** How the p-value is computed if there are ties or zeros. */
  public enum Rule {
    /** scipy 1.15.3 and 1.16.3: enumerates up to 13 pairs, approximates for more. */
    MODERN,
    /** scipy 1.10.1 and 1.13.1: approximates with zeros, uses the table for no ties with ties. */
    LEGACY
  }

  /** The alternative to equal distributions of x and y. */
  public enum Alternative {
    GREATER,
    LESS,
    TWO_SIDED
  }

  /** How a p-value was computed. */
  public enum Method {
    EXACT,
    ENUMERATED,
    APPROXIMATE,
    /** No test: all pairs are equal. */
    IDENTICAL
  }

  /**
   * The result of a test.
   *
   * @param n pairs
   * @param zeros pairs without a difference
   * @param ties whether two nonzero differences have the same size
   * @param wPlus sum of the ranks of positive differences
   * @param method how the p-value was computed
   * @param pValue 0 to 1
   */
  public record Result(int n, int zeros, boolean ties, double wPlus, Method method, double pValue) {
    /** Returns the number of pairs with a difference. */
    public int nonzero() {
      return n - zeros;
    }

    /**
     * Returns the matched-pairs rank-biserial correlation (W+ - W-) / (W+ + W-), -1 to 1; 0 without
     * pairs.
     */
    public double rankBiserial() {
      double all = nonzero() * (nonzero() + 1.0) / 2;
      return all == 0 ? 0 : (2 * wPlus - all) / all;
    }
  }

  /**
   * Tests x against y, pair by pair.
   *
   * @throws IllegalArgumentException if the lists differ in length
   */
  public static Result test(double[] x, double[] y, Alternative alternative, Rule rule) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " and " + y.length + " values");
    }
    double[] all = new double[x.length];
    Arrays.setAll(all, i -> x[i] - y[i]);
    double[] differences = Arrays.stream(all).filter(d -> d != 0).toArray();
    int zeros = all.length - differences.length;
    if (differences.length == 0) {
      return new Result(all.length, zeros, false, 0, Method.IDENTICAL, 1);
    }
    // ranks 1 = smallest size: negative sizes reverse the order
    double[] ranks =
        Ranks.descending(Arrays.stream(differences).map(d -> -Math.abs(d)).toArray(), Ties.AVERAGE);
    double wPlus = 0;
    for (int i = 0; i < ranks.length; i++) {
      wPlus += differences[i] > 0 ? ranks[i] : 0;
    }
    boolean ties = Arrays.stream(ranks).distinct().count() < ranks.length;
    Method method = method(all.length, zeros > 0, ties, rule);
    double p =
        switch (method) {
          case ENUMERATED -> tail(ranks, wPlus, alternative);
          case EXACT ->
              ties
                  ? table(ranks.length, wPlus, alternative)
                  : commons(differences, alternative, PValueMethod.EXACT);
          default -> commons(differences, alternative, PValueMethod.ASYMPTOTIC);
        };
    return new Result(all.length, zeros, ties, wPlus, method, p);
  }

  private static Method method(int n, boolean zeros, boolean ties, Rule rule) {
    if (n > MOST_EXACT) {
      return Method.APPROXIMATE;
    }
    if (!ties && !zeros) {
      return Method.EXACT;
    }
    if (rule == Rule.LEGACY) {
      return zeros ? Method.APPROXIMATE : Method.EXACT;
    }
    return n <= MOST_ENUMERATED ? Method.ENUMERATED : Method.APPROXIMATE;
  }

  private static double commons(
      double[] differences, Alternative alternative, PValueMethod method) {
    return WilcoxonSignedRankTest.withDefaults()
        .with(
            switch (alternative) {
              case GREATER -> AlternativeHypothesis.GREATER_THAN;
              case LESS -> AlternativeHypothesis.LESS_THAN;
              case TWO_SIDED -> AlternativeHypothesis.TWO_SIDED;
            })
        .with(method)
        .with(ContinuityCorrection.DISABLED)
        .test(differences)
        .getPValue();
  }

  /**
   * Returns p from the distribution without ties at the whole part of W+, as older versions of
   * scipy did.
   */
  private static double table(int nonzero, double wPlus, Alternative alternative) {
    double[] ranks = new double[nonzero];
    Arrays.setAll(ranks, i -> i + 1);
    return tail(ranks, Math.floor(wPlus), alternative);
  }

  /**
   * Returns p over all assignments of signs to the ranks, by convolution; ranks are doubled to be
   * whole.
   */
  private static double tail(double[] ranks, double wPlus, Alternative alternative) {
    double[] mass = {1};
    for (double rank : ranks) {
      int shift = (int) Math.round(2 * rank);
      double[] next = new double[mass.length + shift];
      for (int w = 0; w < mass.length; w++) {
        next[w] += mass[w] / 2;
        next[w + shift] += mass[w] / 2;
      }
      mass = next;
    }
    int at = (int) Math.round(2 * wPlus);
    double less = Arrays.stream(mass, 0, at + 1).sum();
    double greater = Arrays.stream(mass, at, mass.length).sum();
    return Math.min(
        1,
        switch (alternative) {
          case GREATER -> greater;
          case LESS -> less;
          case TWO_SIDED -> 2 * Math.min(less, greater);
        });
  }
}
