package org.segmentattribution.statistics.groups;

import org.apache.commons.statistics.inference.FisherExactTest;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.WilsonInterval;

/**
 * Two shares of different cases, such as the accuracies of two groups of images.
 *
 * @param successes of the first group
 * @param cases of the first group, at least 1
 * @param otherSuccesses of the second group
 * @param otherCases of the second group, at least 1
 */
public record TwoShares(int successes, int cases, int otherSuccesses, int otherCases) {
  /** Refuses counts that no groups have. */
  public TwoShares {
    if (cases < 1 || otherCases < 1) {
      throw new IllegalArgumentException("an empty group");
    }
    if (successes < 0 || otherSuccesses < 0) {
      throw new IllegalArgumentException("a negative count");
    }
    if (successes > cases || otherSuccesses > otherCases) {
      throw new IllegalArgumentException("more successes than cases");
    }
  }

  /** Returns the first share, 0 to 1. */
  public double share() {
    return (double) successes / cases;
  }

  /** Returns the second share, 0 to 1. */
  public double otherShare() {
    return (double) otherSuccesses / otherCases;
  }

  /** Returns the first share minus the second, -1 to 1. */
  public double difference() {
    return share() - otherShare();
  }

  /**
   * Returns the 95 % interval of the difference by Newcombe's hybrid score method (1998, method
   * 10), from the Wilson intervals of the two shares.
   */
  public Interval interval() {
    Interval first = WilsonInterval.of(successes, cases);
    Interval second = WilsonInterval.of(otherSuccesses, otherCases);
    double below = Math.hypot(share() - first.low(), second.high() - otherShare());
    double above = Math.hypot(first.high() - share(), otherShare() - second.low());
    return new Interval(difference() - below, difference() + above, 0);
  }

  /**
   * Returns the two-sided p-value of Fisher's exact test: the share of all ways to deal the
   * successes to the cases that are at most as likely as this one. It is the exact permutation
   * test.
   */
  public double pValue() {
    int all = successes + otherSuccesses;
    if (all == 0 || all == cases + otherCases) {
      return 1;
    }
    int[][] table = {{successes, cases - successes}, {otherSuccesses, otherCases - otherSuccesses}};
    return FisherExactTest.withDefaults().test(table).getPValue();
  }

  /**
   * Returns the smallest p-value that groups of these sizes can have with as many successes in all:
   * where it is large, no outcome would be a finding (Tarone 1990).
   */
  public double leastPValue() {
    int all = successes + otherSuccesses;
    int fewest = Math.max(0, all - otherCases);
    int most = Math.min(cases, all);
    return Math.min(
        new TwoShares(fewest, cases, all - fewest, otherCases).pValue(),
        new TwoShares(most, cases, all - most, otherCases).pValue());
  }
}
