package org.segmentattribution.analysis;

import java.util.Locale;
import org.segmentattribution.statistics.Interval;

/**
 * Whether a rule holds under one method, and the measured mean.
 *
 * @param rule the rule
 * @param method the saliency method
 * @param images number of images of the class with a table
 * @param found number of those in which the segment occurs
 * @param measured the mean and its uncertainty
 * @param passed whether the rule counts as fulfilled
 * @param near a question with the segment that was meant, where this one occurs nowhere; why there
 *     is no excess, where it occurs without one; or empty
 */
public record RuleResult(
    Rule rule,
    String method,
    int images,
    int found,
    Measured measured,
    boolean passed,
    String near) {

  /**
   * The mean that a rule is about, with its uncertainty.
   *
   * @param mean the mean; NaN where the segment occurs nowhere, or where a rank is asked for and
   *     the segment is alone in every table
   * @param interval 95 % bootstrap interval over images; NaN with fewer than five images
   * @param sureness share of the resamples in which the rule holds, 0 to 1
   */
  public record Measured(double mean, Interval interval, double sureness) {}

  /** Returns the measured mean, or NaN. */
  public double mean() {
    return measured.mean();
  }

  /** Returns the lower end of the interval of the mean. */
  public double low() {
    return measured.interval().low();
  }

  /** Returns the upper end of the interval of the mean. */
  public double high() {
    return measured.interval().high();
  }

  /** Returns the share of the resamples in which the rule holds, 0 to 1. */
  public double sureness() {
    return measured.sureness();
  }

  /** Returns this result with the reason why the segment has no excess, if it has none. */
  RuleResult without(String why) {
    return found > 0 && Double.isNaN(mean())
        ? new RuleResult(rule, method, images, found, measured, passed, why)
        : this;
  }

  /** Returns the mean, the number of images and the uncertainty, in one line. */
  public String inWords() {
    if (Double.isNaN(mean())) {
      if (found > 0 && rule.measure().effect() != null) {
        return "'%s' has no excess in all %d images that show it: %s"
            .formatted(rule.segment(), found, near);
      }
      return found == 0
          ? "'%s' occurs in none of %d images%s".formatted(rule.segment(), images, near)
          : "'%s' is the only segment of its table in all %d images that show it: it has no rank"
              .formatted(rule.segment(), found);
    }
    String measured =
        String.format(
            Locale.ROOT,
            "%s %.4g; in %d of %d images",
            rule.measure().text(),
            mean(),
            found,
            images);
    return Double.isNaN(low())
        ? measured + "; fewer than 5 have it: no interval"
        : String.format(
            Locale.ROOT,
            "%s; 95 %% interval %.4g to %.4g; holds in %.1f %% of resamples",
            measured,
            low(),
            high(),
            100 * sureness());
  }
}
