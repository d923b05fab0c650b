package org.segmentattribution.api.table;

/**
 * Whether a rule holds under one method, as {@code sat check} decides it.
 *
 * @param rule as it was written, such as {@code watermark.rank > 3}
 * @param method name of the saliency method
 * @param holds whether it counts as fulfilled
 * @param mean what was measured, over images; NaN where the segment occurs nowhere, or a rank is
 *     asked for and it is alone in every table
 * @param low lower end of its 95 % bootstrap interval; NaN under five images
 * @param high upper end
 * @param reason what was measured, in how many images and how sure it is, in one line
 */
public record RuleVerdict(
    String rule,
    String method,
    boolean holds,
    double mean,
    double low,
    double high,
    String reason) {

  /** For messages of tests: the rule, the method, and what was found. */
  @Override
  public String toString() {
    return (holds ? "holds: " : "does not hold: ") + rule + " [" + method + "]: " + reason;
  }
}
