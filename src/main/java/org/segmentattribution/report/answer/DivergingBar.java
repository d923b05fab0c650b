package org.segmentattribution.report.answer;

import java.util.Locale;
import org.segmentattribution.report.answer.SegmentAnswer.Shares;
import org.segmentattribution.report.svg.NumberText;

/**
 * The bar of one segment: its share of the attribution for the class to the right of the middle,
 * against the class to the left; and their balance with its interval. Positions are per cent of the
 * width, so that a bar fits any page.
 *
 * @param segment what is drawn
 * @param answer the class whose segment it is
 * @param scale share at the end of the axis, above 0
 */
public record DivergingBar(SegmentAnswer segment, ClassAnswer answer, double scale) {
  /** Returns whether it tells for from against; otherwise the bar begins at the left. */
  public boolean signed() {
    return answer.signed();
  }

  /** Returns the position of a signed share. */
  private String at(double share) {
    double clipped = Math.max(-scale, Math.min(scale, share));
    return number(signed() ? 50 + 50 * clipped / scale : 100 * Math.max(0, clipped) / scale);
  }

  private String width(double share) {
    return number((signed() ? 50 : 100) * Math.min(scale, share) / scale);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value) + "%";
  }

  /** Returns where zero is. */
  public String zero() {
    return at(0);
  }

  /** Returns where the part against the class begins. */
  public String againstFrom() {
    return at(-shares().againstClass());
  }

  /** Returns the width of the part against the class. */
  public String against() {
    return width(shares().againstClass());
  }

  /** Returns the width of the part for the class; of the whole share without signs. */
  public String forClass() {
    return width(signed() ? shares().forClass() : shares().forClass() + shares().againstClass());
  }

  /** Returns whether the balance has an interval. */
  public boolean hasInterval() {
    return signed() && Double.isFinite(shares().balance().low());
  }

  /** Returns the position of the balance. */
  public String balance() {
    return at(shares().balance().value());
  }

  /** Returns the lower end of the interval. */
  public String low() {
    return at(shares().balance().low());
  }

  /** Returns the upper end of the interval. */
  public String high() {
    return at(shares().balance().high());
  }

  /** Returns the share for the class in words, or all without signs; empty where it rounds to 0. */
  public String forShare() {
    return rounded(signed() ? shares().forClass() : shares().forClass() + shares().againstClass());
  }

  /** Returns the share against the class in words; empty where it rounds to 0. */
  public String againstShare() {
    return rounded(shares().againstClass());
  }

  private static String rounded(double share) {
    return share < 0.005 ? "" : NumberText.share(share);
  }

  /** Returns the right end of all that is drawn. */
  public String right() {
    double bar = signed() ? shares().forClass() : shares().forClass() + shares().againstClass();
    return at(hasInterval() ? Math.max(bar, shares().balance().high()) : bar);
  }

  /** Returns the left end of all that is drawn. */
  public String left() {
    double bar = -shares().againstClass();
    return at(hasInterval() ? Math.min(bar, shares().balance().low()) : bar);
  }

  private Shares shares() {
    return segment.shares();
  }

  /** Describes the bar to readers who do not see it, and to those who point at it. */
  public String words() {
    String where =
        "%s, in %s of %s: on average "
            .formatted(
                segment.label(),
                NumberText.count(segment.photographs()),
                NumberText.count(answer.photographs())
                    + " "
                    + answer.question().noun(answer.photographs()));
    if (!signed()) {
      return where
          + NumberText.share(shares().forClass() + shares().againstClass())
          + " of the attribution";
    }
    String interval =
        hasInterval()
            ? " (95\u00a0%% interval %s to %s)"
                .formatted(
                    NumberText.signedShare(shares().balance().low()),
                    NumberText.signedShare(shares().balance().high()))
            : "";
    return where
        + "%s of the attribution for %s, %s against; balance %s%s"
            .formatted(
                NumberText.share(shares().forClass()),
                answer.question().object(),
                NumberText.share(shares().againstClass()),
                NumberText.signedShare(shares().balance().value()),
                interval);
  }
}
