package org.segmentattribution.command.mend;

import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.WilsonInterval;
import org.segmentattribution.statistics.groups.TwoShares;

/**
 * What a round was worth. Accuracies come first: the lead of a classifier that guesses is noise.
 */
enum Verdict {
  /** It does without the segment, and is right about as often. */
  YES("Yes."),
  /** It does without it, at the price of many photographs. */
  PRICE("Not yet."),
  /** It is right more often with the segment swapped, and needs it less, but still does. */
  PARTLY("Partly."),
  /** It is right more often; whether it still needs the segment a little is not known. */
  OPEN("Nearly."),
  /** It is no better than before, or guesses. */
  NO("No, this round did not help.");

  /** Relative excess below which a segment is as good as not needed. */
  static final double AS_GOOD_AS_NONE = 0.05;

  /** A round that loses more photographs as they are is not done. */
  static final double MOST_LOST = 0.1;

  /** A fall that may be the luck of one training. */
  static final double LITTLE = 0.02;

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Returns the answer to whether the classifier does without the segment now. */
  String words() {
    return words;
  }

  /** Judges a round. */
  static Verdict of(MendResult result) {
    AccuracyChange.Right before = worst(result, result.before());
    AccuracyChange.Right after = worst(result, result.after());
    Interval gain =
        new TwoShares(after.right(), after.of(), before.right(), before.of()).interval();
    Estimate need = result.needed(result.after());
    boolean without = need.high() <= AS_GOOD_AS_NONE;
    boolean unharmed = without && gain.high() >= 0 && result.lost() <= LITTLE;
    if (isGuessing(after, result.chance()) || gain.low() <= 0 && !unharmed) {
      return NO;
    }
    if (result.lost() > MOST_LOST) {
      return PRICE;
    }
    return without ? YES : need.low() > AS_GOOD_AS_NONE ? PARTLY : OPEN;
  }

  /** Returns whether guessing could be right so often. */
  static boolean isGuessing(AccuracyChange.Right right, double chance) {
    return !(WilsonInterval.of(right.right(), right.of()).low() > chance);
  }

  /** Returns the accuracy of the photographs as they are or swapped, whichever is less. */
  static AccuracyChange.Right worst(MendResult result, MendResult.Side side) {
    AccuracyChange.Right plain = side.images().right();
    AccuracyChange.Right swapped = side.swapped(result.segment());
    return swapped.share() < plain.share() ? swapped : plain;
  }
}
