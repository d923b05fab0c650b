package org.segmentattribution.report.answer;

import org.segmentattribution.report.svg.PlaceText;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.table.AggregateRow;

/**
 * A segment in the photographs of a class, under one method.
 *
 * @param row its aggregates: photographs, ranks, signs
 * @param firsts photographs with two segments or more in which it has the smallest rank
 * @param alone those of them in which no other segment has the same rank
 * @param shares its part of a photograph's attribution
 */
public record SegmentAnswer(AggregateRow row, int firsts, int alone, Shares shares) {
  /** Makes an answer without ties. */
  public SegmentAnswer(AggregateRow row, int firsts, Shares shares) {
    this(row, firsts, firsts, shares);
  }

  /**
   * Means over the photographs that show the segment of its share: the absolute mean attribution
   * over their sum in the photograph, 0 to 1. A photograph counts on the side of its sign.
   * Photographs whose sum is 0 have no share.
   *
   * @param forClass mean of the share where the sign is positive, and 0 elsewhere
   * @param againstClass the same where the sign is negative
   * @param balance mean of the share with its sign, -1 to 1, with a 95 % bootstrap interval; no
   *     interval for fewer than five photographs
   */
  public record Shares(double forClass, double againstClass, Estimate balance) {}

  /** Returns the name. */
  public String segment() {
    return row.segment();
  }

  /** Returns the name, or the place of a cell, as bars show it. */
  public String label() {
    return PlaceText.label(row.segment());
  }

  /** Returns the number of photographs, or cases, that show it. */
  public int photographs() {
    return (int) Math.max(row.images(), row.signs().tables());
  }
}
