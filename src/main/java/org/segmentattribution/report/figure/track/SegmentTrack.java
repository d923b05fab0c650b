package org.segmentattribution.report.figure.track;

import org.segmentattribution.statistics.Estimate;

/**
 * What the tables of a group of photographs say of one segment.
 *
 * @param name of the segment
 * @param photographs number of photographs that show it
 * @param rank mean rank in the tables with another segment, 1 = most attribution per pixel; NaN
 *     without such a table
 * @param place mean of (rank − 1) ÷ (rows − 1) over those tables, 0 = always first, 1 = always
 *     last, with a 95 % interval from five photographs
 * @param forClass mean share of a table's summed attribution over the photographs that show it,
 *     where it speaks for the class, and 0 where it does not; 0 to 1
 * @param against the same where it speaks against the class
 * @param balance mean of the share with its sign, −1 to 1, with a 95 % interval from five
 *     photographs
 */
public record SegmentTrack(
    String name,
    int photographs,
    double rank,
    Estimate place,
    double forClass,
    double against,
    Estimate balance) {

  /** Returns the share whatever its sign, 0 to 1. */
  double share() {
    return forClass + against;
  }
}
