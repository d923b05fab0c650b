package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.segmentattribution.report.figure.CriticalDifferenceDiagram;
import org.segmentattribution.report.figure.DiagramBar;
import org.segmentattribution.report.figure.DiagramRow;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.CriticalDifference;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.statistics.DifferenceBar;
import org.segmentattribution.statistics.DifferencePair;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.Ranks;
import org.segmentattribution.statistics.Ties;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.MeanIntervals;
import org.segmentattribution.table.store.NameMatrix;

/**
 * Compares the names of one group of tables: a matrix of absolute values over the images whose
 * tables have two or more segments, the comparison, and how both are shown.
 *
 * @param group values that define the group, such as method and class
 * @param value the value in the matrix
 * @param matrix images by names
 * @param singles number of images left out because their tables hold one segment
 * @param options of the comparison
 * @param result of the comparison
 */
public record GroupDifferences(
    List<String> group,
    AggregateValue value,
    NameMatrix matrix,
    int singles,
    CriticalDifferenceOptions options,
    CriticalDifference result) {
  /** Segments that a caption names. */
  private static final int NAMED = 6;

  /** Columns of {@link #pairs}, after those of the group. */
  public static final List<String> PAIR_COLUMNS =
      List.of(
          "name_a",
          "name_b",
          "diagram_rank_a",
          "diagram_rank_b",
          "n",
          "zeros",
          "nonzero",
          "ties",
          "w_plus",
          "p_method",
          "p_one_sided",
          "threshold",
          "different",
          "p_two_sided",
          "p_holm",
          "p_bh",
          "rank_biserial",
          "median_difference");

  /**
   * Compares the names of a group.
   *
   * @return the result; empty where no table has two names
   */
  public static Optional<GroupDifferences> of(
      List<String> group, AggregateValue value, NameMatrix all, CriticalDifferenceOptions options) {
    NameMatrix matrix = all.ordering();
    if (matrix.imageIds().isEmpty() || matrix.names().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new GroupDifferences(
            group,
            value,
            matrix,
            all.imageIds().size() - matrix.imageIds().size(),
            options,
            CriticalDifference.of(matrix.absolute(), options)));
  }

  private String name(int place) {
    return String.join(" · ", matrix.names().get(result.order()[place]));
  }

  private double rank(int place) {
    return result.averageRanks()[result.order()[place]];
  }

  /** Returns all pairs of names, the better name first. */
  public List<List<Object>> pairs() {
    List<List<Object>> rows = new ArrayList<>();
    for (DifferencePair p : result.pairs()) {
      List<Object> row = new ArrayList<>(group);
      row.addAll(
          List.of(
              name(p.a()),
              name(p.b()),
              rank(p.a()),
              rank(p.b()),
              p.test().n(),
              p.test().zeros(),
              p.test().nonzero(),
              p.test().ties(),
              p.test().wPlus(),
              p.test().method().name().toLowerCase(Locale.ROOT),
              p.test().pValue(),
              result.threshold(),
              p.different(),
              p.twoSided().p(),
              p.twoSided().holm(),
              p.twoSided().benjaminiHochberg(),
              p.test().rankBiserial(),
              p.medianDifference()));
      rows.add(row);
    }
    return rows;
  }

  /** Returns the comparison for programs. */
  public Map<String, Object> json(List<String> columns) {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, String> of = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      of.put(columns.get(i), group.get(i));
    }
    json.put("group", of);
    json.put("value", value.text());
    json.put("images", matrix.imageIds().size());
    json.put("tables_with_one_segment", singles);
    List<Map<String, Object>> names = new ArrayList<>();
    for (int place = 0; place < result.order().length; place++) {
      Map<String, Object> named = new LinkedHashMap<>();
      named.put("name", name(place));
      named.put("average_rank", rank(place));
      names.add(named);
    }
    json.put("names", names);
    Map<String, Object> friedman = new LinkedHashMap<>();
    friedman.put("statistic", number(result.gate().friedman().statistic()));
    friedman.put("df", result.gate().friedman().degrees());
    friedman.put("p_value", number(result.gate().friedman().pValue()));
    json.put("friedman", friedman);
    json.put("gate_passed", result.gate().passed());
    json.put("alpha", options.alpha());
    json.put("threshold", result.threshold());
    json.put("bars", result.bars().stream().map(this::json).toList());
    json.put("notes", result.notes());
    return json;
  }

  private Map<String, Object> json(DifferenceBar bar) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("first", bar.first());
    json.put("last", bar.last());
    List<String> names = new ArrayList<>();
    for (int place = bar.first(); place <= bar.last(); place++) {
      names.add(name(place));
    }
    json.put("names", names);
    return json;
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /**
   * Returns the figure.
   *
   * @param ranks the group's matrix of ranks in tables, for the numbers beside the names
   */
  public CriticalDifferenceDiagram diagram(NameMatrix ranks, Set<String> highlights, long seed) {
    double sign = options.lowerBetter() ? -1 : 1;
    double[][] diagramRanks =
        Arrays.stream(matrix.absolute())
            .map(row -> Arrays.stream(row).map(v -> sign * v).toArray())
            .map(row -> Ranks.descending(row, Ties.AVERAGE))
            .toArray(double[][]::new);
    Interval[] intervals = MeanIntervals.of(diagramRanks, Bootstrap.seeded(seed));
    List<DiagramRow> rows = new ArrayList<>();
    for (int place = 0; place < result.order().length; place++) {
      int column = result.order()[place];
      double[] present =
          Arrays.stream(ranks.relative())
              .mapToDouble(row -> row[column])
              .filter(v -> !Double.isNaN(v))
              .toArray();
      rows.add(
          new DiagramRow(
              name(place),
              rank(place),
              intervals[column].low(),
              intervals[column].high(),
              Arrays.stream(present).average().orElse(Double.NaN),
              present.length,
              highlights.contains(name(place))));
    }
    return new CriticalDifferenceDiagram(
        group.isEmpty() ? "all tables" : String.join(" · ", group),
        rows,
        result.bars().stream().map(b -> new DiagramBar(b.first(), b.last())).toList(),
        caption(rows));
  }

  /** Says in how many images each segment is that is not in all of them; empty where all are. */
  private String missing(List<DiagramRow> rows) {
    int all = matrix.imageIds().size();
    List<String> missing =
        rows.stream()
            .filter(row -> row.images() < all)
            .map(row -> row.name() + " (in " + row.images() + " of " + all + ")")
            .toList();
    if (missing.isEmpty()) {
      return "";
    }
    int shown = Math.min(NAMED, missing.size());
    return "Counted last in the images without it: "
        + String.join(", ", missing.subList(0, shown))
        + (missing.size() > shown ? " and " + (missing.size() - shown) + " more" : "")
        + ".";
  }

  private List<String> caption(List<DiagramRow> rows) {
    boolean aeon = options.mode() == CriticalDifferenceOptions.Mode.AEON;
    List<String> lines = new ArrayList<>();
    lines.add(
        "N = %d images, %d names; absolute %s. Friedman p %s, gate %s at alpha %s."
            .formatted(
                matrix.imageIds().size(),
                matrix.names().size(),
                value.text().replace('_', ' '),
                Double.isNaN(result.gate().friedman().pValue())
                    ? "undefined"
                    : result.gate().friedman().pValue() < 1e-300
                        ? "below 10⁻³⁰⁰"
                        : "= " + NumberText.significant(result.gate().friedman().pValue()),
                result.gate().passed() ? "passed" : "not passed",
                options.alpha()));
    lines.add(
        aeon
            ? "Brackets: one-sided Wilcoxon signed-rank tests from the first row, p > %s."
                .formatted(NumberText.significant(result.threshold()))
            : "Brackets: two-sided Wilcoxon signed-rank tests, every pair, Holm-adjusted p > "
                + options.alpha()
                + ".");
    String missing = missing(rows);
    if (!missing.isEmpty()) {
      lines.add(missing);
    }
    if (singles > 0) {
      lines.add(
          "Left out, since their table holds one segment: " + NumberText.images(singles) + ".");
    }
    result.notes().forEach(note -> lines.add("Note: " + note + "."));
    return lines;
  }
}
