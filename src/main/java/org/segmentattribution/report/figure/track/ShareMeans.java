package org.segmentattribution.report.figure.track;

import org.segmentattribution.statistics.Estimate;

/**
 * Means of a segment's share of a photograph's summed attribution, over the photographs that show
 * it or over all of them.
 *
 * @param forClass mean of the share where it speaks for the class, and 0 where it does not; 0 to 1
 * @param against the same where it speaks against the class
 * @param balance mean of the share with its sign, −1 to 1, with a 95 % interval from five
 *     photographs that show the segment
 */
public record ShareMeans(double forClass, double against, Estimate balance) {
  /** Returns the share whatever its sign, 0 to 1. */
  double share() {
    return forClass + against;
  }
}
