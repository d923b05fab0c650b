package org.segmentattribution.model.reweight;

import java.util.List;

/**
 * Which penalty to take after cross-validation: the strongest whose worst group is about as good as
 * the best worst group. A group of few pictures cannot tell penalties apart: one standard error
 * below the best is as good (Breiman, Friedman, Olshen, Stone 1984).
 */
final class PenaltyChoice {
  private PenaltyChoice() {}

  /**
   * Chooses.
   *
   * @param accuracies of each group, for each penalty, the strongest first; NaN for an empty group
   * @param counts rows of each group
   * @param errors standard errors below the best that are as good; 0: only the best
   * @return the number of the penalty
   */
  static int of(List<double[]> accuracies, int[] counts, double errors) {
    double best = -1;
    double error = 0;
    for (double[] groups : accuracies) {
      int worst = worst(groups);
      if (groups[worst] > best) {
        best = groups[worst];
        error = errors * Math.sqrt(best * (1 - best) / counts[worst]);
      }
    }
    for (int p = 0; p < accuracies.size(); p++) {
      double[] groups = accuracies.get(p);
      if (groups[worst(groups)] >= best - error) {
        return p;
      }
    }
    throw new IllegalArgumentException("no penalty to choose from");
  }

  /** Returns the number of the group with the lowest accuracy. */
  static int worst(double[] groups) {
    int worst = -1;
    for (int g = 0; g < groups.length; g++) {
      if (!Double.isNaN(groups[g]) && (worst < 0 || groups[g] < groups[worst])) {
        worst = g;
      }
    }
    return worst;
  }
}
