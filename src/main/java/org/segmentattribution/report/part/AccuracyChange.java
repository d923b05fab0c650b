package org.segmentattribution.report.part;

import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.WilsonInterval;

/**
 * How often two models are right in the same kind of photographs.
 *
 * @param name the class, or words for all
 * @param a of the first model
 * @param b of the second
 * @param chance what guessing would get, 0 to 1; NaN where that is unknown
 * @param strong whether it is the sum of the others, or one of those that matter most
 * @param note which photographs these are, in words; may be empty. Rows with it have intervals
 */
public record AccuracyChange(
    String name, Right a, Right b, double chance, boolean strong, String note) {
  /** Photographs whose label is predicted, of those that have one. */
  public record Right(int right, int of) {
    /** Returns the share, 0 to 1. */
    public double share() {
      return (double) right / of;
    }

    /** Returns the 95 % interval of the share. */
    public Interval interval() {
      return WilsonInterval.of(right, of);
    }

    /** Returns the lower end of the interval as a place. */
    public String low() {
      return at(interval().low());
    }

    /** Returns the upper end of the interval as a place. */
    public String high() {
      return at(interval().high());
    }
  }

  /** Makes a row without a note. */
  public AccuracyChange(String name, Right a, Right b, double chance, boolean strong) {
    this(name, a, b, chance, strong, "");
  }

  /** Returns the place of the first model, such as {@code 40%}. */
  public String first() {
    return at(a.share());
  }

  /** Returns the place of the second model. */
  public String second() {
    return at(b.share());
  }

  /** Returns the place of chance; empty where it is unknown. */
  public String guessing() {
    return Double.isFinite(chance) ? at(chance) : "";
  }

  /**
   * Returns the counts of the first model: only its number where both have the same photographs.
   */
  public String before() {
    return NumberText.count(a.right())
        + (a.of() == b.of() ? "" : " of " + NumberText.count(a.of()));
  }

  /** Describes the row to readers who do not see it. */
  public String words() {
    return "%s: right in %s of %s before, in %s of %s after"
        .formatted(
            name,
            NumberText.count(a.right()),
            NumberText.count(a.of()),
            NumberText.count(b.right()),
            NumberText.count(b.of()));
  }

  private static String at(double share) {
    return NumberText.fixed(100 * share, 2) + "%";
  }
}
