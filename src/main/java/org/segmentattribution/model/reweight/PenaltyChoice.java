package org.segmentattribution.model.reweight;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which penalty to take after cross-validation, by the one-standard-error rule (Breiman, Friedman,
 * Olshen, Stone 1984): a few pictures of a group cannot tell penalties apart, so the strongest is
 * taken whose worst group and whose mean of groups are about as good as the best of all.
 */
final class PenaltyChoice {
  private final List<double[]> accuracies;
  private final int[] counts;

  /**
   * Compares penalties.
   *
   * @param accuracies of each group, for each penalty, the strongest first; NaN for an empty group
   * @param counts rows of each group
   */
  PenaltyChoice(List<double[]> accuracies, int[] counts) {
    this.accuracies = List.copyOf(accuracies);
    this.counts = counts.clone();
  }

  /** Returns the number of the penalty with the best worst group, then mean; the strongest. */
  int best() {
    Comparator<Integer> byWorst = Comparator.comparingDouble(p -> worst(accuracies.get(p)));
    return first(byWorst.thenComparingDouble(p -> mean(accuracies.get(p))));
  }

  /**
   * Returns the number of the strongest penalty that is not more than one standard error below the
   * best worst group, nor below the best mean of groups; the best where there is none.
   */
  int aboutBest() {
    double[] worst = accuracies.get(best());
    double[] mean = accuracies.get(first(Comparator.comparingDouble(p -> mean(accuracies.get(p)))));
    double lowest = worst(worst) - errorOfWorst(worst);
    double least = mean(mean) - errorOfMean(mean);
    return IntStream.range(0, accuracies.size())
        .filter(p -> worst(accuracies.get(p)) >= lowest && mean(accuracies.get(p)) >= least)
        .findFirst()
        .orElseGet(this::best);
  }

  private int first(Comparator<Integer> better) {
    return IntStream.range(0, accuracies.size())
        .boxed()
        .reduce((best, p) -> better.compare(p, best) > 0 ? p : best)
        .orElseThrow(() -> new IllegalArgumentException("no penalty to choose from"));
  }

  private double errorOfWorst(double[] groups) {
    return IntStream.range(0, groups.length)
        .filter(g -> groups[g] == worst(groups))
        .mapToDouble(g -> Math.sqrt(variance(groups, g)))
        .max()
        .orElse(0);
  }

  private double errorOfMean(double[] groups) {
    int[] filled = IntStream.range(0, groups.length).filter(g -> counts[g] > 0).toArray();
    double sum = IntStream.of(filled).mapToDouble(g -> variance(groups, g)).sum();
    return Math.sqrt(sum) / filled.length;
  }

  private double variance(double[] groups, int g) {
    return groups[g] * (1 - groups[g]) / counts[g];
  }

  /** Returns the lowest accuracy of a group. */
  static double worst(double[] groups) {
    return known(groups).min().orElse(Double.NaN);
  }

  private static double mean(double[] groups) {
    return known(groups).average().orElse(Double.NaN);
  }

  private static DoubleStream known(double[] groups) {
    return DoubleStream.of(groups).filter(a -> !Double.isNaN(a));
  }
}
