package org.segmentattribution.command.mend;

import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
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
    return of(
        new AccuracyChange(
            "", result.before().images().right(), result.after().images().right(), 0, true),
        new AccuracyChange(
            "",
            result.before().swapped(result.segment()),
            result.after().swapped(result.segment()),
            result.chance(),
            true),
        result.needed(result.after()));
  }

  /**
   * Judges by accuracies and effects.
   *
   * @param plain of the photographs as they are
   * @param swapped of the same with the segment swapped, and chance
   * @param need part of the lead that the new classifier loses without the segment
   */
  static Verdict of(AccuracyChange plain, AccuracyChange swapped, Estimate need) {
    AccuracyChange.Right before = worse(plain.a(), swapped.a());
    AccuracyChange.Right after = worse(plain.b(), swapped.b());
    Interval gain =
        new TwoShares(after.right(), after.of(), before.right(), before.of()).interval();
    double lost = plain.a().share() - plain.b().share();
    boolean without = need.high() <= AS_GOOD_AS_NONE;
    boolean unharmed = without && gain.high() >= 0 && lost <= LITTLE;
    if (isGuessing(after, swapped.chance()) || gain.low() <= 0 && !unharmed) {
      return NO;
    }
    if (lost > MOST_LOST) {
      return PRICE;
    }
    return without ? YES : need.low() > AS_GOOD_AS_NONE ? PARTLY : OPEN;
  }

  /** Returns whether fewer photographs are right than before, beyond chance. */
  static boolean isLess(AccuracyChange.Right before, AccuracyChange.Right after) {
    return new TwoShares(after.right(), after.of(), before.right(), before.of()).interval().high()
        < 0;
  }

  /** Returns whether a classifier is no better than guessing where it is worst. */
  static boolean isGuessing(MendResult result, MendResult.Side side) {
    return isGuessing(
        worse(side.images().right(), side.swapped(result.segment())), result.chance());
  }

  private static boolean isGuessing(AccuracyChange.Right right, double chance) {
    return right.interval().low() <= chance;
  }

  private static AccuracyChange.Right worse(AccuracyChange.Right a, AccuracyChange.Right b) {
    return b.share() < a.share() ? b : a;
  }
}
