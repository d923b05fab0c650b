package org.segmentattribution.report.figure.track;

import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

/**
 * What the tables of a group of photographs say of one segment.
 *
 * @param name of the segment
 * @param photographs number of photographs that show it
 * @param rank mean rank in the tables with another segment, 1 = most attribution per pixel; NaN
 *     without such a table
 * @param place mean of (rank − 1) ÷ (rows − 1) over those tables, 0 = always first, 1 = always
 *     last, with a 95 % interval from five photographs
 * @param relative shares, mean over the photographs that show it
 * @param absolute shares, mean over all photographs; a photograph without it counts as 0
 * @param outside whether it is what lies outside every named segment: it has no place
 */
public record SegmentTrack(
    String name,
    int photographs,
    double rank,
    Estimate place,
    ShareMeans relative,
    ShareMeans absolute,
    boolean outside) {
  /** Makes what is said of a named segment. */
  public SegmentTrack(
      String name,
      int photographs,
      double rank,
      Estimate place,
      ShareMeans relative,
      ShareMeans absolute) {
    this(name, photographs, rank, place, relative, absolute, false);
  }

  /** Returns what lies outside every named segment. */
  public static SegmentTrack outside(
      String name, int photographs, ShareMeans relative, ShareMeans absolute) {
    Estimate none = new Estimate(Double.NaN, Interval.NONE);
    return new SegmentTrack(name, photographs, Double.NaN, none, relative, absolute, true);
  }
}
