package org.segmentattribution.api.table;

/**
 * Whether a rule holds under one method, as {@code sat check} decides.
 *
 * @param rule the rule as it was written, such as {@code watermark.rank > 3}
 * @param method name of the saliency method
 * @param holds whether the rule is fulfilled
 * @param mean measured mean over images; NaN where the segment occurs nowhere, or where a rank is
 *     asked for and the segment is alone in every table
 * @param low lower end of the 95 % bootstrap interval of the mean; NaN for fewer than five images
 * @param high upper end; NaN for fewer than five images
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

  /** Returns the rule, the method and the result, for messages of tests. */
  @Override
  public String toString() {
    return (holds ? "holds: " : "does not hold: ") + rule + " [" + method + "]: " + reason;
  }
}
