package org.segmentattribution.report.part;

import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.table.Signs;

/**
 * A segment in a class under a method, in two runs.
 *
 * @param change its shares and signs
 * @param method by which it was explained
 * @param difference of the shares, b - a, with its interval
 * @param p adjusted over the segments of the class; NaN without a test
 * @param pairs photographs in both runs that show it; -1 where these have none in common
 * @param ranks mean ranks
 */
public record ComparedSegment(
    SegmentChange change, String method, Estimate difference, double p, int pairs, Ranks ranks) {
  /** Mean ranks in both runs, 1 = most attribution per pixel, and the adjusted p of the change. */
  public record Ranks(double a, double b, double p) {}

  /** Returns the class in words. */
  public String subject() {
    return change.question().subject();
  }

  /** Returns the larger number of photographs that show it. */
  public int images() {
    return Math.max(change.images().a(), change.images().b());
  }

  /** Returns whether the difference of the shares is beyond chance. */
  public boolean sure() {
    return change.share().sure();
  }

  /** Returns whether it is what lies outside every segment. */
  boolean outside() {
    return change.outside();
  }

  /** Returns the larger share. */
  double greater() {
    double a = change.share().a();
    double b = change.share().b();
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  /** Returns how much the share changed beyond chance, 0 to 1; 0 where it did not. */
  double moved() {
    return sure() ? Math.abs(change.share().b() - change.share().a()) : 0;
  }

  Slope slope() {
    return new Slope(
        change.segment(),
        change.share().a(),
        change.share().b(),
        sign(change.signs().a()),
        sign(change.signs().b()),
        sure());
  }

  private static int sign(Signs signs) {
    return Long.compare(signs.positive(), signs.negative());
  }
}
