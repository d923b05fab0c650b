package org.segmentattribution.api.table;

/**
 * How strictly rules are checked.
 *
 * @param confident whether the whole 95 % interval must fulfil a rule, not the mean alone
 * @param allowMissing whether a rule on a segment that occurs nowhere counts as fulfilled
 * @param seed of the bootstrap
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
   * Asks the whole interval.
   *
   * @return the stricter options
   */
  public RuleOptions withConfidence() {
    return new RuleOptions(true, allowMissing, seed);
  }

  /**
   * Lets rules on segments that occur nowhere pass.
   *
   * @return the options that let it pass
   */
  public RuleOptions withMissing() {
    return new RuleOptions(confident, true, seed);
  }

  /**
   * Draws other resamples.
   *
   * @param number seed of the bootstrap
   * @return the options with that seed
   */
  public RuleOptions withSeed(long number) {
    return new RuleOptions(confident, allowMissing, number);
  }
}
