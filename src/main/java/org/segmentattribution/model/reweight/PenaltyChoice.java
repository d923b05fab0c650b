package org.segmentattribution.model.reweight;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which penalty to take after cross-validation: that of the best worst group; where several are
 * alike, the best mean of all groups, and then the strongest.
 */
final class PenaltyChoice {
  private PenaltyChoice() {}

  /**
   * Chooses.
   *
   * @param accuracies of each group, for each penalty, the strongest first; NaN for an empty group
   * @return the number of the penalty
   */
  static int of(List<double[]> accuracies) {
    Comparator<Integer> byWorst = Comparator.comparingDouble(p -> worst(accuracies.get(p)));
    Comparator<Integer> better = byWorst.thenComparingDouble(p -> mean(accuracies.get(p)));
    return IntStream.range(0, accuracies.size())
        .boxed()
        .reduce((best, p) -> better.compare(p, best) > 0 ? p : best)
        .orElseThrow(() -> new IllegalArgumentException("no penalty to choose from"));
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
