package org.segmentattribution.model.reweight;

import java.util.List;
import java.util.Locale;

/**
 * What large weights cost in a logistic regression.
 *
 * @param norm sum of absolute weights, or half the sum of their squares
 * @param loss weight of the sum of the losses against the norm, above 0 (liblinear's and
 *     scikit-learn's C): the smaller, the stronger the penalty
 */
public record Penalty(Norm norm, double loss) {
  /** Kinds of penalties. */
  public enum Norm {
    /** Absolute values: many weights become 0. */
    L1,
    /** Squares. */
    L2
  }

  /** Penalties to choose from, the strongest first. */
  public static final List<Penalty> CHOICE =
      List.of(
          new Penalty(Norm.L2, 1e-4),
          new Penalty(Norm.L2, 1e-3),
          new Penalty(Norm.L2, 1e-2),
          new Penalty(Norm.L1, 0.03),
          new Penalty(Norm.L2, 0.1),
          new Penalty(Norm.L1, 0.3),
          new Penalty(Norm.L2, 1));

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %s", norm, loss);
  }
}
