package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.report.answer.Removed;
import org.segmentattribution.report.figure.RemovalDots;
import org.segmentattribution.report.figure.RemovalPlot;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.Block.Cell;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.report.page.Removal;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

/** Puts the effects of a run beside its attributions, for the page. */
public final class RemovalFindings {
  /** Rarer segments are left out of the figures, unless they matter. */
  private static final double SELDOM = 0.1;

  /** More dots than these cannot be named. */
  private static final int DOTS = 14;

  private final List<EffectSummary> rows;
  private final MeasuredWith measured;
  private final TableTotals totals;

  private RemovalFindings(List<EffectSummary> rows, MeasuredWith measured, TableTotals totals) {
    this.rows = rows;
    this.measured = measured;
    this.totals = totals;
  }

  /**
   * Describes the effects of the groups of the first method.
   *
   * @param rows of {@code effects-summary.csv}
   * @param measured how they were measured
   * @param totals what the tables of the run show
   */
  public static Removal of(List<EffectSummary> rows, MeasuredWith measured, TableTotals totals) {
    return new RemovalFindings(rows, measured, totals).removal();
  }

  private Removal removal() {
    Map<String, Removal.Sentence> sentences = new LinkedHashMap<>();
    Map<String, Block.Figure> figures = new LinkedHashMap<>();
    List<List<Cell>> cells = new ArrayList<>();
    for (ExplainGroup group : totals.groups()) {
      List<EffectSummary> of = rows(group);
      if (!group.method().equals(totals.groups().get(0).method()) || of.isEmpty()) {
        continue;
      }
      RemovalSentence sentence = new RemovalSentence(of, measured.value(), measured.compared());
      sentences.put(group.className(), sentence(sentence, group));
      RemovalDots figure = figure(group, of, sentence.margin());
      if (!figure.dots().isEmpty()) {
        figures.put(
            group.className(),
            new Block.Figure(caption(group, sentence.margin()), RemovalPlot.of(figure)));
      }
      of.forEach(row -> cells.add(cells(group, row)));
    }
    return cells.isEmpty()
        ? Removal.NONE
        : new Removal(sentences, figures, List.of(how()), List.of(table(cells)));
  }

  private List<EffectSummary> rows(ExplainGroup group) {
    String name = group.className().isEmpty() ? EffectSummaries.ALL : group.className();
    return rows.stream().filter(row -> row.className().equals(name)).toList();
  }

  private Removal.Sentence sentence(RemovalSentence of, ExplainGroup group) {
    AggregateRow first = totals.first(group);
    if (first == null) {
      return new Removal.Sentence(of.whole(null, Signs.Direction.NONE), Removed.UNKNOWN);
    }
    Signs.Direction direction = group.signed() ? first.signs().direction() : Signs.Direction.NONE;
    return new Removal.Sentence(
        of.whole(first.segment(), direction), of.removed(first.segment(), direction));
  }

  private Block how() {
    return new Block.Text(
        "Each segment was removed ("
            + "filled by "
            + String.join(" and ", measured.fills())
            + ") and the classifier asked again. "
            + (!measured.compared()
                ? "No other places were filled, so it is unknown what filling alone does."
                : "Filling any place changes an answer, so the same shape was also filled at other"
                    + " places; the excess is what the segment does beyond them. A segment matters"
                    + " if the lower end of its excess is above 0 and the excess is more than "
                    + NumberText.fixed(100 * EffectSummary.LEAST_RELEVANT, 0)
                    + "\u00a0% of the class\u2019s mean margin. In the figures, segments that are"
                    + " looked at more are further right, and those that are needed more higher up;"
                    + " below 0, other places matter more."));
  }

  private RemovalDots figure(ExplainGroup group, List<EffectSummary> of, double margin) {
    Map<String, Double> shares = totals.shares(group);
    Set<String> highlights = totals.highlights();
    List<EffectSummary> known =
        of.stream()
            .filter(row -> Double.isFinite(row.excess().mean().value()))
            .filter(row -> Double.isFinite(shares.getOrDefault(row.segment(), Double.NaN)))
            .sorted(
                Comparator.comparing((EffectSummary row) -> !row.isRelevant())
                    .thenComparing(row -> !highlights.contains(row.segment()))
                    .thenComparing(row -> -shares.get(row.segment())))
            .toList();
    double oftenest = of.stream().mapToInt(EffectSummary::images).max().orElse(0);
    List<EffectSummary> shown =
        known.stream()
            .filter(
                row ->
                    row.isRelevant()
                        || highlights.contains(row.segment())
                        || row.images() >= SELDOM * oftenest)
            .limit(DOTS)
            .toList();
    List<RemovalDots.Dot> dots =
        shown.stream()
            .map(
                row ->
                    new RemovalDots.Dot(
                        row.segment(),
                        shares.get(row.segment()),
                        row.excess().mean().value(),
                        row.excess().mean().interval(),
                        row.isRelevant(),
                        highlights.contains(row.segment())))
            .toList();
    return new RemovalDots(
        group.className(),
        group.method(),
        measured.value(),
        EffectSummary.LEAST_RELEVANT * margin,
        dots,
        notes(of, shown),
        totals.colours());
  }

  /** Says what has no dot. */
  private static List<String> notes(List<EffectSummary> of, List<EffectSummary> shown) {
    List<String> notes = new ArrayList<>();
    String alone =
        of.stream()
            .filter(row -> Double.isNaN(row.excess().mean().value()))
            .map(EffectSummary::segment)
            .limit(4)
            .collect(Collectors.joining(", "));
    long without = of.stream().filter(row -> Double.isNaN(row.excess().mean().value())).count();
    if (without > 0) {
      notes.add("Nothing to compare with: " + alone + (without > 4 ? ", \u2026" : "") + ".");
    }
    long rest = of.size() - without - shown.size();
    if (rest > 0) {
      notes.add("Only in the table: " + rest + (rest == 1 ? " other" : " others") + ".");
    }
    return notes;
  }

  private static String caption(ExplainGroup group, double margin) {
    return group.heading()
        + (Double.isNaN(margin)
            ? ": on average another class has the larger value, so nothing is called needed."
            : "");
  }

  private static List<Cell> cells(ExplainGroup group, EffectSummary row) {
    Estimate excess = row.excess().mean();
    return List.of(
        Cell.of(group.className().isEmpty() ? "all images" : group.className()),
        Cell.of(row.segment()),
        new Cell(row.isRelevant() ? "matters" : row.doubt(), row.isRelevant()),
        Cell.of(row.images(), NumberText.count(row.images())),
        number(row.effect().value()),
        number(row.excess().placebo()),
        number(excess.value()),
        Cell.of(excess.interval().low(), interval(excess.interval())),
        Cell.of(row.excess().relative(), NumberText.percent(row.excess().relative())),
        number(row.test().adjusted()),
        Cell.of(row.shares().flips(), NumberText.percent(row.shares().flips())));
  }

  private static Cell number(double value) {
    return Cell.of(value, NumberText.significant(value));
  }

  private static String interval(Interval interval) {
    return Double.isNaN(interval.low())
        ? NumberText.NONE
        : NumberText.significant(interval.low()) + " to " + NumberText.significant(interval.high());
  }

  private Block table(List<List<Cell>> cells) {
    Block.Table table =
        new Block.Table(
            "Effects in units of the "
                + measured.value()
                + ", from effects-summary.csv. Changed: share of the fillings that change the"
                + " prediction.",
            List.of(
                "class",
                "segment",
                "result",
                "images",
                "effect",
                "other places",
                "excess",
                "95\u00a0% interval",
                "of the margin",
                "p, adjusted",
                "changed"),
            cells,
            3,
            "");
    return new Block.Folded("All effects", false, List.of(table));
  }
}
