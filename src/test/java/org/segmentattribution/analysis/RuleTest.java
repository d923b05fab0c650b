package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.analysis.Rule.Comparison;
import org.segmentattribution.analysis.Rule.Measure;

class RuleTest {
  @ParameterizedTest
  @CsvSource({
    "watermark.rank > 3, watermark, RANK, ABOVE, 3, ,",
    "watermark.rank>3, watermark, RANK, ABOVE, 3, ,",
    "person.rank <= 2 in climbing, person, RANK, AT_MOST, 2, climbing,",
    "sky.attribution_share < 20% by lrp-z, sky, ATTRIBUTION_SHARE, BELOW, 0.2, , lrp-z",
    "sky.ATTRIBUTION_SHARE >= 2.5 % in a b by gradient,"
        + " sky, ATTRIBUTION_SHARE, AT_LEAST, 0.025, a b, gradient",
    "'  Human   Face.detected > 0.9 ', human face, DETECTED, ABOVE, 0.9, ,",
    "v1.2 logo.calibrated_rank >= 1e1, v1.2 logo, CALIBRATED_RANK, AT_LEAST, 10, ,",
    "tail.absolute_rank <= 4 in run by night, tail, ABSOLUTE_RANK, AT_MOST, 4, run, night",
    "m.attribution > -0.5, m, ATTRIBUTION, ABOVE, -0.5, ,",
    "m.shift_share < .05, m, SHIFT_SHARE, BELOW, 0.05, ,"
  })
  void saysWhatWasWritten(
      String text,
      String segment,
      Measure measure,
      Comparison comparison,
      double limit,
      String className,
      String method) {
    Rule rule = Rule.parse(text);
    assertEquals(text.strip(), rule.text());
    assertEquals(segment, rule.segment());
    assertEquals(measure, rule.measure());
    assertEquals(comparison, rule.comparison());
    assertEquals(limit, rule.limit(), 1e-15);
    assertEquals(className, rule.className());
    assertEquals(method, rule.method());
  }

  @Test
  void withoutInAndByItIsForAllImagesAndMethods() {
    assertNull(Rule.parse("a.rank > 1").className());
    assertNull(Rule.parse("a.rank > 1").method());
  }

  @ParameterizedTest
  @CsvSource({
    "watermark rank > 3, is not like",
    "watermark.rank 3, is not like",
    "watermark.rank => 3, is not like",
    "watermark.rnk > 3, 'rnk' is none of rank",
    "watermark.rank > three, 'three' is not a number",
    "watermark.rank > 3 4, is not like"
  })
  void anErrorQuotesTheRuleAndSaysWhatIsWrong(String text, String problem) {
    String said = assertThrows(IllegalArgumentException.class, () -> Rule.parse(text)).getMessage();
    assertTrue(said.startsWith("'" + text + "'"), said);
    assertTrue(said.contains(problem), said);
    assertFalse(said.contains("\n"), said);
  }

  @Test
  void anUnknownMeasureIsToldAllOfThem() {
    String said =
        assertThrows(IllegalArgumentException.class, () -> Rule.parse("a.b > 1")).getMessage();
    for (Measure measure : Measure.values()) {
      assertTrue(said.contains(measure.text()), said);
    }
  }

  /** At the limit, below and above. */
  @ParameterizedTest
  @CsvSource({
    "AT_MOST, true, true, false",
    "AT_LEAST, false, true, true",
    "BELOW, true, false, false",
    "ABOVE, false, false, true"
  })
  void comparesWithTheLimit(Comparison comparison, boolean below, boolean at, boolean above) {
    assertEquals(below, comparison.holds(1.99, 2));
    assertEquals(at, comparison.holds(2, 2));
    assertEquals(above, comparison.holds(2.01, 2));
    assertFalse(comparison.holds(Double.NaN, 2), "what was not measured holds nothing");
  }

  /** Of each pair of opposites exactly one holds. */
  @Property(tries = 100)
  void oppositesShareOutAllNumbers(
      @ForAll @DoubleRange(min = -3, max = 3) double mean,
      @ForAll @DoubleRange(min = -3, max = 3) double limit) {
    assertTrue(Comparison.AT_MOST.holds(mean, limit) ^ Comparison.ABOVE.holds(mean, limit));
    assertTrue(Comparison.AT_LEAST.holds(mean, limit) ^ Comparison.BELOW.holds(mean, limit));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("abcxyz.- 09")
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(s -> !s.isBlank() && s.equals(s.strip()) && !s.contains("  "));
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("lrp-z", "gradient", "grad-cam", "smooth-grad:samples=4");
  }

  /** What is put together by hand is taken apart again. */
  @Property(tries = 300)
  void everyRuleComesBack(
      @ForAll("names") String segment,
      @ForAll Measure measure,
      @ForAll("names") String className,
      @ForAll("methods") String method,
      @ForAll @DoubleRange(min = -9, max = 9) double limit) {
    String number = String.format(Locale.ROOT, "%.3f", limit);
    Rule rule =
        Rule.parse(
            segment
                + "."
                + measure.text()
                + " <= "
                + number
                + " in "
                + className
                + " by "
                + method);
    assertEquals(segment, rule.segment());
    assertEquals(measure, rule.measure());
    assertEquals(Comparison.AT_MOST, rule.comparison());
    assertEquals(Double.parseDouble(number), rule.limit());
    assertEquals(className, rule.className());
    assertEquals(method, rule.method());
  }

  @Test
  void twoRulesInOneTextAreRefused() {
    String text = "watermark.rank > 3 or sky.rank > 2";
    String said = assertThrows(IllegalArgumentException.class, () -> Rule.parse(text)).getMessage();
    assertEquals("'" + text + "' holds two rules; give each by itself", said);
  }
}
