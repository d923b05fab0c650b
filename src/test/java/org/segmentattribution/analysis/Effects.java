package org.segmentattribution.analysis;

import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

/** Rows of {@code effects-summary.csv} for tests, of a class whose mean margin is 10. */
final class Effects {
  static final double MARGIN = 10;

  private Effects() {}

  /** A segment with an excess and its interval; its effect is the same. */
  static EffectSummary of(String segment, double excess, double low, double high) {
    return of(segment, new double[] {excess, low, high}, new double[] {excess, low, high});
  }

  static EffectSummary of(String segment, double[] effect, double[] excess) {
    return of("zebra", segment, effect, excess, MARGIN, 0);
  }

  static EffectSummary of(
      String className,
      String segment,
      double[] effect,
      double[] excess,
      double margin,
      double leftOut) {
    return new EffectSummary(
        className,
        segment,
        20,
        mean(effect),
        new EffectSummary.Excess(
            effect[0] - excess[0],
            mean(excess),
            margin > 0 ? excess[0] / margin : Double.NaN,
            true),
        new EffectSummary.Test(0.01, 0.02),
        new EffectSummary.Shares(0.25, leftOut));
  }

  private static Estimate mean(double[] of) {
    return new Estimate(of[0], new Interval(of[1], of[2], 0));
  }
}
