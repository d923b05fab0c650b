package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.figure.Slopes;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.MeanDifference;

/** Shows the effects of two runs side by side, for {@code sat compare}. */
public final class RemovalComparison {
  /** Columns of the whole table, behind those of the attributions. */
  static final List<String> COLUMNS =
      List.of(
          "excess_images_a",
          "excess_images_b",
          "excess_pairs",
          "excess_a",
          "excess_b",
          "excess_difference",
          "excess_low",
          "excess_high",
          "excess_p",
          "excess_p_adjusted",
          "excess_effect",
          "excess_a_low",
          "excess_a_high",
          "excess_b_low",
          "excess_b_high");

  private static final double SURE = 0.05;
  private static final int SHOWN = 14;

  private RemovalComparison() {}

  static List<Object> fields(SegmentComparison.Removal removal) {
    MeanDifference d = removal.test().difference();
    return List.of(
        removal.images().a(),
        removal.images().b(),
        removal.images().pairs() < 0 ? "" : removal.images().pairs(),
        d.a().value(),
        d.b().value(),
        d.difference().value(),
        d.difference().low(),
        d.difference().high(),
        d.pValue(),
        removal.test().adjusted(),
        d.effect(),
        d.a().low(),
        d.a().high(),
        d.b().low(),
        d.b().high());
  }

  /**
   * Returns the segments of each class that were removed in one of the runs, those that surely
   * differ first, then by the size of the difference. Effects belong to no method, so each segment
   * is there once; empty where effects are not compared.
   */
  static List<SegmentComparison> sorted(List<SegmentComparison> all) {
    Map<List<String>, SegmentComparison> once = new LinkedHashMap<>();
    Map<String, Integer> classes = new LinkedHashMap<>();
    for (SegmentComparison c : all) {
      if (c.removal().isKnown()) {
        once.putIfAbsent(List.of(c.className(), c.segment()), c);
        classes.putIfAbsent(c.className(), classes.size());
      }
    }
    return once.values().stream()
        .sorted(
            Comparator.comparingInt((SegmentComparison c) -> classes.get(c.className()))
                .thenComparing(c -> !isSure(c))
                .thenComparingDouble(RemovalComparison::size))
        .toList();
  }

  private static boolean isSure(SegmentComparison c) {
    return c.removal().test().adjusted() < SURE;
  }

  private static double size(SegmentComparison c) {
    double difference = Math.abs(c.removal().test().difference().difference().value());
    return Double.isNaN(difference) ? 1 : -difference;
  }

  /** Returns a table that fits a terminal; without rows where effects are not compared. */
  public static ResultTable brief(List<SegmentComparison> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (SegmentComparison c : sorted(all)) {
      SegmentComparison.Images images = c.removal().images();
      MeanDifference d = c.removal().test().difference();
      rows.add(
          List.of(
              c.className(),
              c.segment(),
              images.pairs() >= 0 ? images.pairs() + " pairs" : images.a() + " / " + images.b(),
              d.a().value(),
              d.b().value(),
              d.difference().value(),
              c.removal().test().adjusted()));
    }
    return new ResultTable(
        List.of("class", "segment", "images", "excess_a", "excess_b", "difference", "p_adjusted"),
        rows);
  }

  /**
   * Returns the figure: of each class the first segments in the order of {@link #brief}.
   *
   * @param unit what effects are measured in
   */
  public static Slopes figure(String runA, String runB, String unit, List<SegmentComparison> all) {
    Map<String, List<Slopes.Row>> panels = new LinkedHashMap<>();
    for (SegmentComparison c : sorted(all)) {
      List<Slopes.Row> rows =
          panels.computeIfAbsent(
              c.className().isEmpty() ? "all images" : c.className(), name -> new ArrayList<>());
      if (rows.size() < SHOWN) {
        rows.add(row(c));
      }
    }
    return new Slopes(
        "Do both runs need the same segments?",
        runA,
        runB,
        "excess: " + unit + " lost without the segment, beyond other places of its shape",
        panels.entrySet().stream().map(p -> new Slopes.Panel(p.getKey(), p.getValue())).toList(),
        ComparisonOutput.colours(all));
  }

  private static Slopes.Row row(SegmentComparison c) {
    MeanDifference d = c.removal().test().difference();
    double p = c.removal().test().adjusted();
    String note =
        Double.isNaN(p)
            ? "not in both runs"
            : (d.difference().value() > 0 ? "+" : "")
                + NumberText.fixed(d.difference().value(), 2)
                + (p < 0.001 ? ", p < 0.001" : ", p = " + NumberText.fixed(p, 3));
    return new Slopes.Row(
        c.segment(),
        d.a().value(),
        d.b().value(),
        d.a().interval(),
        d.b().interval(),
        note,
        isSure(c));
  }
}
