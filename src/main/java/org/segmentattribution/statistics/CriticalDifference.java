package org.segmentattribution.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares names over the same images: ranks, Friedman's test as a gate, pairwise signed-rank
 * tests, and bars. Follows aeon 1.5.0 ({@code plot_critical_difference(test="wilcoxon")}) step by
 * step, or a stricter procedure.
 *
 * @param averageRanks of each name, 1 = best, ties averaged; in the order of the columns
 * @param order columns from the best rank; columns of equal rank keep their order
 * @param gate whether names differ at all
 * @param threshold compared with one-sided p-values
 * @param pairs in the sorted order (0, 1), (0, 2), …, (1, 2), …
 * @param bars runs of neighbours in the sorted order that do not differ
 * @param notes what a reader must know, one line each
 */
public record CriticalDifference(
    double[] averageRanks,
    int[] order,
    Gate gate,
    double threshold,
    List<DifferencePair> pairs,
    List<DifferenceBar> bars,
    List<String> notes) {

  /**
   * Whether names differ at all.
   *
   * @param friedman Friedman's test
   * @param passed whether tested pairs count; always true for two names
   */
  public record Gate(Friedman friedman, boolean passed) {}

  /**
   * Compares columns.
   *
   * @param values [images][names]
   * @throws IllegalArgumentException if there is no image or no name, or a value is NaN
   */
  public static CriticalDifference of(double[][] values, CriticalDifferenceOptions options) {
    double[][] ranks = ranks(values, options.lowerBetter());
    int k = values[0].length;
    double[] average = new double[k];
    for (double[] row : ranks) {
      for (int c = 0; c < k; c++) {
        average[c] += row[c];
      }
    }
    for (int c = 0; c < k; c++) {
      average[c] /= ranks.length;
    }
    int[] order =
        IntStream.range(0, k)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> average[c]))
            .mapToInt(Integer::intValue)
            .toArray();
    Friedman friedman = Friedman.of(ranks);
    boolean passed = k == 2 || friedman.pValue() < options.alpha();
    List<DifferencePair> pairs = pairs(values, order, options, passed);
    boolean[][] different = new boolean[k][k];
    pairs.forEach(p -> different[p.a()][p.b()] = p.different());
    Cliques.Same same = (i, j) -> !different[i][j];
    List<DifferenceBar> bars =
        options.mode() == CriticalDifferenceOptions.Mode.AEON
            ? Cliques.fromFirst(k, same)
            : Cliques.everyPair(k, same);
    return new CriticalDifference(
        average,
        order,
        new Gate(friedman, passed),
        options.threshold(k),
        pairs,
        bars,
        CriticalDifferenceNotes.of(values, order, friedman, passed, pairs, bars, options));
  }

  private static double[][] ranks(double[][] values, boolean lowerBetter) {
    if (values.length == 0 || values[0].length == 0) {
      throw new IllegalArgumentException("nothing to compare");
    }
    double[][] ranks = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      for (int c = 0; c < values[i].length; c++) {
        if (Double.isNaN(values[i][c])) {
          throw new IllegalArgumentException("row %d, column %d is NaN".formatted(i, c));
        }
      }
      double sign = lowerBetter ? -1 : 1;
      ranks[i] =
          Ranks.descending(Arrays.stream(values[i]).map(v -> sign * v).toArray(), Ties.AVERAGE);
    }
    return ranks;
  }

  private static List<DifferencePair> pairs(
      double[][] values, int[] order, CriticalDifferenceOptions options, boolean passed) {
    WilcoxonSignedRank.Alternative better =
        options.lowerBetter()
            ? WilcoxonSignedRank.Alternative.LESS
            : WilcoxonSignedRank.Alternative.GREATER;
    List<DifferencePair> untested = new ArrayList<>();
    for (int a = 0; a < order.length; a++) {
      for (int b = a + 1; b < order.length; b++) {
        double[] x = column(values, order[a]);
        double[] y = column(values, order[b]);
        double[] differences = new double[x.length];
        Arrays.setAll(differences, i -> x[i] - y[i]);
        Arrays.sort(differences);
        double twoSided =
            WilcoxonSignedRank.test(x, y, WilcoxonSignedRank.Alternative.TWO_SIDED, options.rule())
                .pValue();
        untested.add(
            new DifferencePair(
                a,
                b,
                WilcoxonSignedRank.test(x, y, better, options.rule()),
                new DifferencePair.TwoSided(twoSided, Double.NaN, Double.NaN),
                false,
                Bootstrap.percentile(differences, 0.5)));
      }
    }
    double[] p = untested.stream().mapToDouble(pair -> pair.twoSided().p()).toArray();
    double[] holm = Adjustment.holm(p);
    double[] discovery = Adjustment.benjaminiHochberg(p);
    List<DifferencePair> pairs = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      DifferencePair pair = untested.get(i);
      boolean different =
          options.mode() == CriticalDifferenceOptions.Mode.AEON
              ? pair.test().pValue() <= options.threshold(order.length)
              : holm[i] <= options.alpha();
      pairs.add(
          new DifferencePair(
              pair.a(),
              pair.b(),
              pair.test(),
              new DifferencePair.TwoSided(p[i], holm[i], discovery[i]),
              passed && different,
              pair.medianDifference()));
    }
    return List.copyOf(pairs);
  }

  private static double[] column(double[][] values, int column) {
    return Arrays.stream(values).mapToDouble(row -> row[column]).toArray();
  }

  /**
   * Returns Nemenyi's bars (Demšar 2006): names whose average ranks differ by less than one
   * critical distance. They depend on which names are compared, and ignore the sizes of
   * differences.
   */
  public List<DifferenceBar> nemenyi(int images, double alpha) {
    return closerThan(distance(images, StudentizedRange.quantile(order.length, alpha)));
  }

  /** Returns the critical distance for a quantile of the studentized range. */
  double distance(int images, double range) {
    int k = order.length;
    return range / Math.sqrt(2) * Math.sqrt(k * (k + 1) / (6.0 * images));
  }

  List<DifferenceBar> closerThan(double distance) {
    return Cliques.fromFirst(
        order.length, (i, j) -> averageRanks[order[j]] - averageRanks[order[i]] < distance);
  }
}
