package org.segmentattribution.api.table;

/**
 * How strictly rules are checked.
 *
 * @param confident whether the whole 95 % interval must fulfil a rule, and not only the mean
 * @param allowMissing whether a rule on a segment that occurs nowhere counts as fulfilled
 * @param seed seed of the bootstrap
 */
public record RuleOptions(boolean confident, boolean allowMissing, long seed) {
  /**
   * {@return the defaults of {@code sat check}: the mean decides, a missing segment breaks the
   * rule}
   */
  public static RuleOptions withDefaults() {
    return new RuleOptions(false, false, 1);
  }

  /**
   * Returns options by which the whole interval must fulfil a rule.
   *
   * @return the stricter options
   */
  public RuleOptions withConfidence() {
    return new RuleOptions(true, allowMissing, seed);
  }

  /**
   * Returns options by which rules on segments that occur nowhere pass.
   *
   * @return the changed options
   */
  public RuleOptions withMissing() {
    return new RuleOptions(confident, true, seed);
  }

  /**
   * Returns options with another seed.
   *
   * @param number seed of the bootstrap
   * @return the changed options
   */
  public RuleOptions withSeed(long number) {
    return new RuleOptions(confident, allowMissing, number);
  }
}
