package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.report.figure.Slopes;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.statistics.MeanDifference;

/** Shows the results of {@code sat compare}. */
public final class ComparisonOutput {
  private static final double SELDOM = 0.1;
  private static final int SHOWN = 7;
  private static final double SURE = 0.05;

  private ComparisonOutput() {}

  /** Returns a table of all results. */
  public static ResultTable table(List<SegmentComparison> all) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "class",
                "method_a",
                "method_b",
                "segment",
                "paired",
                "images_a",
                "images_b",
                "pairs"));
    List<String> values = List.of("share", "rank", "calibrated_rank");
    for (String value : values) {
      for (String part :
          List.of("a", "b", "difference", "low", "high", "p", "p_adjusted", "effect")) {
        columns.add(value + "_" + part);
      }
    }
    for (String value : values) {
      for (String part : List.of("a_low", "a_high", "b_low", "b_high")) {
        columns.add(value + "_" + part);
      }
    }
    boolean removal = all.stream().anyMatch(c -> c.removal().test() != null);
    if (removal) {
      columns.addAll(RemovalComparison.COLUMNS);
    }
    List<List<Object>> rows = new ArrayList<>();
    for (SegmentComparison c : all) {
      List<Object> row = new ArrayList<>();
      row.addAll(List.of(c.className(), c.methodA(), c.methodB(), c.segment()));
      row.addAll(List.of(c.pairs() >= 0, c.imagesA(), c.imagesB(), c.pairs() < 0 ? "" : c.pairs()));
      add(row, c.share(), c.shareAdjusted());
      add(row, c.rank(), c.rankAdjusted());
      add(row, c.calibratedRank(), c.calibratedAdjusted());
      for (MeanDifference d : List.of(c.share(), c.rank(), c.calibratedRank())) {
        row.addAll(List.of(d.a().low(), d.a().high(), d.b().low(), d.b().high()));
      }
      if (removal) {
        row.addAll(RemovalComparison.fields(c.removal()));
      }
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  private static void add(List<Object> row, MeanDifference d, double adjusted) {
    row.addAll(
        List.of(
            d.a().value(),
            d.b().value(),
            d.difference().value(),
            d.difference().low(),
            d.difference().high(),
            d.pValue(),
            adjusted,
            d.effect()));
  }

  /** Returns a table that fits a terminal. */
  public static ResultTable brief(List<SegmentComparison> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (SegmentComparison c : all) {
      rows.add(
          List.of(
              c.className(),
              c.methodA().equals(c.methodB()) ? c.methodA() : c.methodA() + " / " + c.methodB(),
              c.segment(),
              c.pairs() >= 0 ? c.pairs() + " pairs" : c.imagesA() + " / " + c.imagesB(),
              c.share().a().value(),
              c.share().b().value(),
              c.share().difference().value(),
              c.shareAdjusted(),
              c.rank().a().value(),
              c.rank().b().value(),
              c.rank().difference().value(),
              c.rankAdjusted()));
    }
    return new ResultTable(
        List.of(
            "class",
            "method",
            "segment",
            "images",
            "share_a",
            "share_b",
            "difference",
            "p_adjusted",
            "rank_a",
            "rank_b",
            "difference",
            "p_adjusted"),
        rows);
  }

  /**
   * Shows the segments with the largest shares, class by class, in order of the larger of the two:
   * the first seven of each run, so up to fourteen; then what lies outside. Segments that are rare
   * compared with the most frequent one of the class are only in the table.
   */
  public static Slopes figure(String runA, String runB, List<SegmentComparison> all) {
    Map<String, List<SegmentComparison>> panels = new LinkedHashMap<>();
    Map<String, Integer> oftenest = new HashMap<>();
    all.stream()
        .filter(c -> !c.isElsewhere())
        .forEach(c -> oftenest.merge(c.className(), images(c), Math::max));
    for (SegmentComparison c : all) {
      if (images(c) >= SELDOM * oftenest.getOrDefault(c.className(), 0)) {
        panels.computeIfAbsent(panel(c), p -> new ArrayList<>()).add(c);
      }
    }
    return new Slopes(
        "Do both runs look at the same segments?",
        runA,
        runB,
        "mean share of a table\u2019s summed attribution; p adjusted by Holm\u2019s procedure, "
            + (all.get(0).pairs() >= 0 ? "paired by image" : "other images in each run")
            + (all.stream().anyMatch(SegmentComparison::isElsewhere)
                ? "; elsewhere: outside every segment, its share counts itself in"
                : ""),
        panels.entrySet().stream()
            .map(p -> new Slopes.Panel(p.getKey(), rows(p.getValue())))
            .toList(),
        ComparedColours.of(all));
  }

  private static String panel(SegmentComparison c) {
    return (c.className().isEmpty() ? "all images" : c.className())
        + " \u00b7 "
        + (c.methodA().equals(c.methodB()) ? c.methodA() : c.methodA() + " / " + c.methodB());
  }

  private static List<Slopes.Row> rows(List<SegmentComparison> panel) {
    Set<SegmentComparison> shown = new HashSet<>(largest(panel, c -> c.share().a().value()));
    shown.addAll(largest(panel, c -> c.share().b().value()));
    return panel.stream()
        .filter(c -> c.isElsewhere() || shown.contains(c))
        .map(
            c ->
                new Slopes.Row(
                    c.segment(),
                    c.share().a().value(),
                    c.share().b().value(),
                    c.share().a().interval(),
                    c.share().b().interval(),
                    note(c),
                    c.shareAdjusted() < SURE))
        .toList();
  }

  private static List<SegmentComparison> largest(
      List<SegmentComparison> panel, ToDoubleFunction<SegmentComparison> share) {
    return panel.stream()
        .filter(c -> !c.isElsewhere() && !Double.isNaN(share.applyAsDouble(c)))
        .sorted(Comparator.comparingDouble(share).reversed())
        .limit(SHOWN)
        .toList();
  }

  private static int images(SegmentComparison c) {
    return Math.max(c.imagesA(), c.imagesB());
  }

  private static String note(SegmentComparison c) {
    if (Double.isNaN(c.shareAdjusted())) {
      return "in one run alone";
    }
    double p = c.shareAdjusted();
    return String.format(
        Locale.ROOT,
        "%+.3f, %s",
        c.share().difference().value(),
        p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p));
  }
}
