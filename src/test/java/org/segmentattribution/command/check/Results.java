package org.segmentattribution.command.check;

import org.segmentattribution.analysis.Rule;
import org.segmentattribution.analysis.RuleResult;
import org.segmentattribution.statistics.Interval;

/** Results of rules for tests. */
final class Results {
  private Results() {}

  /** A rule on a mean of 1.5 in 8 of 10 images. */
  static RuleResult of(String rule, String method, boolean passed) {
    return new RuleResult(
        Rule.parse(rule),
        method,
        10,
        8,
        new RuleResult.Measured(1.5, new Interval(1.25, 1.75, 0), 0.5),
        passed,
        "");
  }

  /** A rule on a segment that occurs nowhere. */
  static RuleResult absent(String rule) {
    return new RuleResult(
        Rule.parse(rule),
        "lrp-z",
        10,
        0,
        new RuleResult.Measured(Double.NaN, Interval.NONE, Double.NaN),
        false,
        "; did you mean \"watermark\"?");
  }
}
