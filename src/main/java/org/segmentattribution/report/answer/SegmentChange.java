package org.segmentattribution.report.answer;

import org.segmentattribution.table.Signs;

/**
 * How a segment's part in a class changed from one run, A, to another, B.
 *
 * @param question the photographs, and what both runs explain in them
 * @param segment its name
 * @param share its share of a photograph's attribution
 * @param signs whether it speaks for or against the class; {@link Turn#NONE} without signs
 * @param images numbers of photographs that show it
 * @param outside whether it is what lies outside every segment, whose share counts itself in
 */
public record SegmentChange(
    Question question, String segment, Share share, Turn signs, Images images, boolean outside) {
  /** Makes the change of a segment. */
  public SegmentChange(Question question, String segment, Share share, Turn signs, Images images) {
    this(question, segment, share, signs, images, false);
  }

  /**
   * The mean share, 0 to 1.
   *
   * @param a in run A; NaN where it does not occur
   * @param b in run B
   * @param sure whether the difference is beyond chance
   */
  public record Share(double a, double b, boolean sure) {}

  /** Counts of signs in run A and in run B. */
  public record Turn(Signs a, Signs b) {
    /** Methods without signs. */
    public static final Turn NONE = new Turn(Signs.NONE, Signs.NONE);

    /** Returns whether it spoke for the class and now speaks against it, or the other way round. */
    public boolean isOpposite() {
      return a.direction() == Signs.Direction.FOR && b.direction() == Signs.Direction.AGAINST
          || a.direction() == Signs.Direction.AGAINST && b.direction() == Signs.Direction.FOR;
    }

    /** Returns whether this is beyond chance: the intervals of both shares are apart. */
    public boolean isSure() {
      return isOpposite()
          && (a.forInterval().low() > b.forInterval().high()
              || b.forInterval().low() > a.forInterval().high());
    }
  }

  /** Numbers of photographs in run A and in run B. */
  public record Images(int a, int b) {}

  /** Returns whether photographs of both runs show it. */
  public boolean isInBoth() {
    return images.a > 0 && images.b > 0;
  }

  /** Returns whether it has more of the attribution in run B. */
  public boolean isMore() {
    return share.b > share.a;
  }
}
