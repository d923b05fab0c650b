package org.segmentattribution.analysis;

import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.Signs;

/**
 * What the removal of a segment says beside its attribution. All rules are here; the first that
 * holds decides.
 */
enum RemovalVerdict {
  /** The segment was removed nowhere: it covers the whole frame. */
  NOT_REMOVED,
  /** No other place was free for a comparison. */
  NO_PLACEBO,
  /** Fewer than five images have it and a place to compare with. */
  FEW,
  /** It matters, and attribution does not say that it speaks against the class. */
  NEEDED,
  /** It matters, though attribution says that it speaks against the class. */
  NEEDED_AGAINST_ATTRIBUTION,
  /** Without it the class gains, more than by little, and attribution says the same. */
  HARMFUL,
  /** The class gains without it, though attribution does not say that it speaks against it. */
  HARMFUL_AGAINST_ATTRIBUTION,
  /** Another class has the larger logit on average, so there is nothing to measure effects by. */
  NO_MARGIN,
  /** The whole interval is below 0, but the segment speaks hardly against the class itself. */
  LESS_THAN_ELSEWHERE,
  /** The whole interval is above 0, but the excess is below the share that matters. */
  LITTLE,
  /** The interval holds 0 and nothing that would matter. */
  NOTHING,
  /** The interval holds 0, and also values that would matter. */
  OPEN;

  /**
   * Judges a segment of a class.
   *
   * @param row its row of {@code effects-summary.csv}; null without one
   * @param margin mean margin of the class; NaN where it is not above 0
   * @param direction what attribution says; {@code NONE} for methods without a sign
   */
  static RemovalVerdict of(EffectSummary row, double margin, Signs.Direction direction) {
    if (row == null) {
      return NOT_REMOVED;
    }
    Estimate excess = row.excess().mean();
    Interval of = excess.interval();
    if (Double.isNaN(excess.value())) {
      return NO_PLACEBO;
    }
    if (Double.isNaN(of.low())) {
      return FEW;
    }
    boolean against = direction == Signs.Direction.AGAINST;
    if (row.isRelevant()) {
      return against ? NEEDED_AGAINST_ATTRIBUTION : NEEDED;
    }
    double least = EffectSummary.LEAST_RELEVANT * margin;
    if (isBelow(row.effect(), -least) && isBelow(excess, -least)) {
      return against ? HARMFUL : HARMFUL_AGAINST_ATTRIBUTION;
    }
    if (of.low() == 0 && of.high() == 0) {
      return NOTHING; // whatever the margin is
    }
    if (Double.isNaN(margin)) {
      return NO_MARGIN;
    }
    if (of.high() < 0) {
      return LESS_THAN_ELSEWHERE;
    }
    if (of.low() > 0) {
      return LITTLE;
    }
    return of.low() > -least && of.high() < least ? NOTHING : OPEN;
  }

  /** Returns whether a mean is surely negative, and not by little. */
  private static boolean isBelow(Estimate mean, double least) {
    return mean.interval().high() < 0 && mean.value() < least;
  }
}
