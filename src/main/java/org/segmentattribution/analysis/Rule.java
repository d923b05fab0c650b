package org.segmentattribution.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.table.store.AggregateValue;

/**
 * A condition on a segment, such as {@code watermark.rank > 3}, {@code person.rank <= 2 in
 * climbing} or {@code sky.attribution_share < 20% by lrp-z}.
 *
 * @param text the rule as it was written
 * @param segment normalised name of the segment
 * @param measure what is measured
 * @param comparison how the measured mean is compared with the limit
 * @param limit limit of the mean
 * @param className class of the images; null = all images
 * @param method method for which it must hold; null = each method
 */
public record Rule(
    String text,
    String segment,
    Measure measure,
    Comparison comparison,
    double limit,
    String className,
    String method) {

  /** The mean of a value, over the images with the segment or over all. */
  public enum Measure {
    RANK(AggregateValue.RANK, true),
    ATTRIBUTION(AggregateValue.ATTRIBUTION, true),
    ATTRIBUTION_SHARE(AggregateValue.SHARE, true),
    CALIBRATED_RANK(AggregateValue.CALIBRATED_RANK, true),
    SHIFT_SHARE(AggregateValue.SHIFT_SHARE, true),
    ABSOLUTE_RANK(AggregateValue.RANK, false),
    ABSOLUTE_ATTRIBUTION(AggregateValue.ATTRIBUTION, false),
    ABSOLUTE_ATTRIBUTION_SHARE(AggregateValue.SHARE, false),
    /** Share of the images in which the segment occurs. */
    DETECTED(AggregateValue.ATTRIBUTION, false),
    /** Effect of the removal, after {@code sat ablate}. */
    EFFECT(EffectSummaries.Part.EFFECT),
    /** Effect of the removal beyond its placebos. */
    EXCESS(EffectSummaries.Part.EXCESS),
    /** Share of the removals that change the prediction. */
    FLIP_RATE(EffectSummaries.Part.FLIP_RATE);

    private final AggregateValue value;
    private final boolean relative;
    private final EffectSummaries.Part effect;

    Measure(EffectSummaries.Part effect) {
      this.value = null;
      this.relative = true;
      this.effect = effect;
    }

    Measure(AggregateValue value, boolean relative) {
      this.value = value;
      this.relative = relative;
      this.effect = null;
    }

    static List<String> texts() {
      return Arrays.stream(values()).map(Measure::text).toList();
    }

    /** Returns what is measured of removals; null for what tables hold. */
    EffectSummaries.Part effect() {
      return effect;
    }

    AggregateValue value() {
      return value;
    }

    boolean isRelative() {
      return relative;
    }

    /** Returns its name in a rule. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a mean is compared with the limit. */
  public enum Comparison {
    AT_MOST("<="),
    AT_LEAST(">="),
    BELOW("<"),
    ABOVE(">");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** Returns whether a mean fulfils it; NaN never does. */
    public boolean holds(double mean, double limit) {
      return switch (this) {
        case AT_MOST -> mean <= limit;
        case AT_LEAST -> mean >= limit;
        case BELOW -> mean < limit;
        case ABOVE -> mean > limit;
      };
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(.+)\\.(\\w+)\\s*(<=|>=|<|>)\\s*([^\\s%]+)\\s*(%?)(?:\\s+in\\s+(.+?))?(?:\\s+by\\s+(\\S+))?",
          Pattern.DOTALL);

  /**
   * Reads a rule.
   *
   * @throws WrongInput in one line, where the text is no rule
   */
  public static Rule parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new WrongInput(
          "'" + text + "' is not like \"watermark.rank > 3\" or \"person.rank <= 2 in climbing\"");
    }
    if (FORM.matcher(parts.group(1)).lookingAt()) {
      throw new WrongInput("'" + text + "' holds two rules; give each by itself");
    }
    String given = parts.group(2).toLowerCase(Locale.ROOT);
    String wanted = given.equals("share") ? Measure.ATTRIBUTION_SHARE.text() : given;
    Measure measure =
        Arrays.stream(Measure.values())
            .filter(m -> m.text().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new WrongInput(
                        "'"
                            + text
                            + "': '"
                            + parts.group(2)
                            + "' is none of "
                            + String.join(", ", Measure.texts())
                            + Spelling.hint(parts.group(2), Measure.texts())));
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(c -> c.sign.equals(parts.group(3)))
            .findFirst()
            .orElseThrow();
    double limit;
    try {
      limit = Double.parseDouble(parts.group(4)) / (parts.group(5).isEmpty() ? 1 : 100);
    } catch (NumberFormatException e) {
      throw new WrongInput("'" + text + "': '" + parts.group(4) + "' is not a number", e);
    }
    return new Rule(
        text.strip(),
        SegmentNames.normalise(parts.group(1)),
        measure,
        comparison,
        limit,
        parts.group(6),
        parts.group(7));
  }
}
