package org.segmentattribution.model.reweight;

import java.util.List;

/**
 * Which penalty to take after cross-validation: the strongest whose worst group is not more than
 * one standard error below the best worst group (Breiman, Friedman, Olshen, Stone 1984). A group of
 * few pictures cannot tell penalties apart, and weak ones follow what the shortcut leaves in the
 * features.
 */
final class PenaltyChoice {
  private PenaltyChoice() {}

  /**
   * Chooses.
   *
   * @param accuracies of each group, for each penalty, the strongest first; NaN for an empty group
   * @param counts rows of each group
   * @return the number of the penalty
   */
  static int of(List<double[]> accuracies, int[] counts) {
    double best = -1;
    double error = 0;
    for (double[] groups : accuracies) {
      int worst = worst(groups);
      if (groups[worst] > best) {
        best = groups[worst];
        error = Math.sqrt(best * (1 - best) / counts[worst]);
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
