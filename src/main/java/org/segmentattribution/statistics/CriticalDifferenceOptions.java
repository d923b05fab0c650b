package org.segmentattribution.statistics;

/**
 * How names are compared.
 *
 * @param alpha level of the tests, above 0 and below 1
 * @param correction what becomes of it for several tests (mode AEON)
 * @param rule of the signed-rank p-values
 * @param mode which tests, and which bars
 * @param lowerBetter whether the smallest value is the best
 */
public record CriticalDifferenceOptions(
    double alpha,
    Correction correction,
    WilcoxonSignedRank.Rule rule,
    Mode mode,
    boolean lowerBetter) {
  /** The one threshold that one-sided p-values are compared with. */
  public enum Correction {
    /** alpha / (k - 1), which aeon calls Holm; not Holm's step-down procedure. */
    HOLM,
    /** alpha / (k (k - 1) / 2). */
    BONFERRONI,
    /** alpha. */
    NONE
  }

  /** Which tests, and which bars. */
  public enum Mode {
    /** aeon 1.5.0: one-sided p against one threshold; bars from their first member. */
    AEON,
    /** Two-sided p by Holm's step-down procedure; no two members of a bar differ. */
    STRICT
  }

  /** Checks alpha. */
  public CriticalDifferenceOptions {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be above 0 and below 1: " + alpha);
    }
  }

  /** aeon's: alpha 0.1, "Holm", higher is better; the modern rule. */
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
