package org.segmentattribution.statistics;

/**
 * How names are compared.
 *
 * @param alpha level of the tests, above 0 and below 1
 * @param correction how alpha is corrected for several tests (mode AEON)
 * @param rule how signed-rank p-values are computed
 * @param mode which tests and bars are used
 * @param lowerBetter whether the smallest value is the best
 */
public record CriticalDifferenceOptions(
    double alpha,
    Correction correction,
    WilcoxonSignedRank.Rule rule,
    Mode mode,
    boolean lowerBetter) {
  /** How the single threshold for one-sided p-values is set. */
  public enum Correction {
    /** alpha / (k - 1), which aeon calls Holm; this is not Holm's step-down procedure. */
    HOLM,
    /** alpha / (k (k - 1) / 2). */
    BONFERRONI,
    /** alpha. */
    NONE
  }

  /** Which tests and bars are used. */
  public enum Mode {
    /**
     * As in aeon 1.5.0: one-sided p-values against one threshold; bars start at their first member.
     */
    AEON,
    /** Two-sided p-values with Holm's step-down procedure; no two members of a bar differ. */
    STRICT
  }

  /** Checks alpha. */
  public CriticalDifferenceOptions {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be above 0 and below 1: " + alpha);
    }
  }

  /** Returns aeon's defaults: alpha 0.1, "Holm", higher is better; with the modern rule. */
  public static CriticalDifferenceOptions defaults() {
    return new CriticalDifferenceOptions(
        0.1, Correction.HOLM, WilcoxonSignedRank.Rule.MODERN, Mode.AEON, false);
  }

  double threshold(int names) {
    return switch (correction) {
      case HOLM -> alpha / Math.max(1, names - 1);
      case BONFERRONI -> alpha / Math.max(1, names * (names - 1) / 2);
      case NONE -> alpha;
    };
  }
}
