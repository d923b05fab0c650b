package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.report.answer.Removed;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.Signs;

/**
 * One sentence a class: whether the removal of the segment that attribution puts first says the
 * same, and what else matters by removal.
 *
 * @param rows of {@code effects-summary.csv}, of one class
 * @param unit what effects are measured in: {@code logit} or {@code margin}
 * @param placebos whether there are any in the run
 */
record RemovalSentence(List<EffectSummary> rows, String unit, boolean placebos) {
  private static final int LISTED = 3;

  /** Returns the mean margin of the class; NaN where it is not above 0. */
  double margin() {
    return rows.stream()
        .map(EffectSummary::excess)
        .filter(excess -> excess.relative() != 0 && !Double.isNaN(excess.relative()))
        .max(Comparator.comparingDouble(excess -> Math.abs(excess.mean().value())))
        .map(excess -> excess.mean().value() / excess.relative())
        .orElse(Double.NaN);
  }

  /**
   * Returns the sentence about the first segment.
   *
   * @param segment what attribution puts first; null where it puts nothing first
   * @param direction whether attribution says that it speaks for or against the class
   */
  String whole(String segment, Signs.Direction direction) {
    if (!placebos) {
      return "Segments were removed, but no other places (no placebos): what matters is open.";
    }
    return segment == null
        ? others("", null)
        : first(segment, direction) + others(" ", row(segment));
  }

  private EffectSummary row(String segment) {
    return rows.stream().filter(row -> row.segment().equals(segment)).findFirst().orElse(null);
  }

  private String first(String segment, Signs.Direction direction) {
    EffectSummary row = row(segment);
    RemovalVerdict verdict = RemovalVerdict.of(row, margin(), direction);
    String text = clause(verdict, segment) + reason(verdict, row) + ".";
    return row == null || row.doubt().isEmpty() || Double.isNaN(row.excess().mean().value())
        ? text
        : text + " (Only what smaller segments do not cover was removed.)";
  }

  /** Returns what removal says of a segment, for the sentence about what the model looks at. */
  Removed removed(String segment, Signs.Direction direction) {
    if (!placebos) {
      return Removed.UNKNOWN;
    }
    return switch (RemovalVerdict.of(row(segment), margin(), direction)) {
      case NOT_REMOVED, NO_PLACEBO, FEW, NO_MARGIN -> Removed.UNKNOWN;
      case NEEDED -> Removed.NEEDED;
      case NEEDED_AGAINST_ATTRIBUTION -> Removed.FOR_AFTER_ALL;
      case HARMFUL -> Removed.AGAINST_TOO;
      case HARMFUL_AGAINST_ATTRIBUTION -> Removed.AGAINST_AFTER_ALL;
      case LESS_THAN_ELSEWHERE -> Removed.LESS;
      case LITTLE -> Removed.LITTLE;
      case NOTHING -> Removed.NOTHING;
      case OPEN -> Removed.OPEN;
    };
  }

  private static String clause(RemovalVerdict verdict, String segment) {
    return switch (verdict) {
      case NOT_REMOVED -> "By removal nothing is known of " + segment;
      case NO_PLACEBO -> "By removal it is open whether the model needs " + segment;
      case FEW -> "By removal too little is known of " + segment;
      case NEEDED -> "By removal, too: the model needs " + segment;
      case NEEDED_AGAINST_ATTRIBUTION -> "But by removal, " + segment + " speaks for the class";
      case HARMFUL -> "By removal, too: " + segment + " speaks against the class";
      case HARMFUL_AGAINST_ATTRIBUTION ->
          "But by removal, " + segment + " speaks against the class";
      case NO_MARGIN -> "By removal nothing can be said of " + segment;
      case LESS_THAN_ELSEWHERE ->
          "But removing " + segment + " changes less than removing other places";
      case LITTLE -> "But removing " + segment + " changes little";
      case NOTHING ->
          "But removing " + segment + " changes nothing that removing other places does not";
      case OPEN -> "By removal it is open whether the model needs " + segment;
    };
  }

  private String reason(RemovalVerdict verdict, EffectSummary row) {
    return switch (verdict) {
      case NOT_REMOVED -> ": it has no row in effects.csv, as where it covers the whole picture";
      case NO_PLACEBO -> ": no other place of its shape is free to compare with";
      case FEW -> ": fewer than " + Interval.FEWEST + " images have it and a place to compare with";
      case NEEDED, NEEDED_AGAINST_ATTRIBUTION ->
          ". Without it, the "
              + unit
              + " falls by "
              + amount(row.excess().mean())
              + " more than without other places of its shape"
              + interval(row.excess().mean())
              + flips(row);
      case HARMFUL, HARMFUL_AGAINST_ATTRIBUTION ->
          ". Without it, the " + unit + " rises by " + amount(row.effect()) + interval(rise(row));
      case NO_MARGIN ->
          ": on average another class has the larger logit, and effects are measured by that"
              + " margin; its excess is "
              + number(row.excess().mean().value(), row.excess().mean())
              + interval(row.excess().mean());
      case LESS_THAN_ELSEWHERE -> excess(row) + ": they cover what matters more";
      case LITTLE ->
          excess(row)
              + ", less than "
              + NumberText.fixed(100 * EffectSummary.LEAST_RELEVANT, 0)
              + "\u00a0% of the mean margin";
      case NOTHING, OPEN -> excess(row);
    };
  }

  private static String flips(EffectSummary row) {
    return row.shares().flips() > 0
        ? "; the prediction changes in "
            + NumberText.percent(row.shares().flips())
            + " of the fillings"
        : "; the prediction never changes";
  }

  private static String excess(EffectSummary row) {
    return ": excess "
        + number(row.excess().mean().value(), row.excess().mean())
        + interval(row.excess().mean());
  }

  private static Estimate rise(EffectSummary row) {
    Interval fall = row.effect().interval();
    return new Estimate(-row.effect().value(), new Interval(-fall.high(), -fall.low(), 0));
  }

  private static String amount(Estimate mean) {
    return NumberText.significant(Math.abs(mean.value()));
  }

  private static String interval(Estimate mean) {
    return " (95\u00a0% interval "
        + number(mean.interval().low(), mean)
        + " to "
        + number(mean.interval().high(), mean)
        + ")";
  }

  /** Leaves out digits that are small beside the interval, and with them powers of ten. */
  private static String number(double value, Estimate mean) {
    double scale = Math.max(Math.abs(mean.interval().low()), Math.abs(mean.interval().high()));
    return Math.abs(value) < 0.1 && scale >= 0.01
        ? NumberText.fixed(value, 3)
        : NumberText.significant(value);
  }

  /** Names what might matter but cannot be compared, the largest effect first; may be empty. */
  private String open(EffectSummary first) {
    double least = EffectSummary.LEAST_RELEVANT * margin();
    List<EffectSummary> open =
        rows.stream()
            .filter(row -> row != first && row.images() >= Interval.FEWEST)
            .filter(row -> Double.isNaN(row.excess().mean().interval().low()))
            .filter(row -> !(row.effect().value() < least))
            .sorted(
                Comparator.comparingDouble((EffectSummary row) -> -row.effect().value())
                    .thenComparing(EffectSummary::segment))
            .toList();
    return open.isEmpty()
        ? ""
        : open.stream().limit(LISTED).map(EffectSummary::segment).collect(Collectors.joining(", "))
            + (open.size() > LISTED ? " and " + (open.size() - LISTED) + " more." : ".");
  }

  /** Names what else matters, the largest excess first. */
  private String others(String before, EffectSummary first) {
    List<EffectSummary> others =
        rows.stream()
            .filter(row -> row != first && row.isRelevant())
            .sorted(
                Comparator.comparingDouble((EffectSummary row) -> -row.excess().mean().value())
                    .thenComparing(EffectSummary::segment))
            .toList();
    boolean also = first != null && first.isRelevant();
    String open = open(first);
    if (others.isEmpty()) {
      return also
          ? ""
          : before
              + (open.isEmpty()
                  ? "By removal, no segment matters beyond other places."
                  : "By removal, no segment is known to matter; too little is known of " + open);
    }
    List<String> names = new ArrayList<>();
    for (EffectSummary row : others.subList(0, Math.min(LISTED, others.size()))) {
      names.add(row.segment() + " (" + NumberText.significant(row.excess().mean().value()) + ")");
    }
    String more = others.size() > LISTED ? " and " + (others.size() - LISTED) + " more" : "";
    return before
        + (first == null
            ? "By removal, these matter: "
            : also ? "It also needs " : "What it needs: ")
        + names.stream().collect(Collectors.joining(", "))
        + more
        + ".";
  }
}
