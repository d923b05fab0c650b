package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.segmentattribution.report.figure.AgreementMatrix;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.KendallW;
import org.segmentattribution.table.store.NameMatrix;

/**
 * How far all methods of a run agree, in one class or over all images.
 *
 * @param className the class; empty for all
 * @param methods two or more, in the run's order
 * @param pairs all pairs, the earlier method first
 * @param relativeW Kendall's W of relative mean attributions, over the segments that all have
 * @param absoluteW Kendall's W of absolute mean attributions
 */
public record MethodAgreements(
    String className,
    List<String> methods,
    List<MethodAgreement> pairs,
    double relativeW,
    double absoluteW) {
  private static final List<String> COLUMNS =
      List.of(
          "class",
          "method_a",
          "method_b",
          "segments",
          "relative_tau_b",
          "relative_rho",
          "absolute_tau_b",
          "absolute_rho",
          "images",
          "image_tau_b_mean",
          "image_tau_b_q25",
          "image_tau_b_median",
          "image_tau_b_q75",
          "top1_overlap",
          "top3_overlap",
          "relative_w_of_all",
          "absolute_w_of_all");

  /** Compares all pairs of methods by their attributions, images by segments. */
  static MethodAgreements of(String className, Map<String, NameMatrix> byMethod) {
    List<String> methods = List.copyOf(byMethod.keySet());
    List<MethodAgreement> pairs = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      for (int j = i + 1; j < methods.size(); j++) {
        String a = methods.get(i);
        String b = methods.get(j);
        pairs.add(MethodAgreement.of(className, a, byMethod.get(a), b, byMethod.get(b)));
      }
    }
    return new MethodAgreements(className, methods, pairs, w(byMethod, true), w(byMethod, false));
  }

  private static double w(Map<String, NameMatrix> byMethod, boolean relative) {
    List<List<String>> names = new ArrayList<>(byMethod.values().iterator().next().names());
    byMethod.values().forEach(m -> names.retainAll(m.names()));
    double[][] means =
        byMethod.values().stream()
            .map(
                m ->
                    MethodAgreement.means(
                        relative ? m.relative() : m.absolute(),
                        names.stream().mapToInt(m.names()::indexOf).toArray()))
            .toArray(double[][]::new);
    return KendallW.of(means).w();
  }

  /** Returns all pairs of all classes, as in {@code method-agreement.csv}. */
  public static ResultTable table(List<MethodAgreements> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (MethodAgreements of : all) {
      of.pairs.forEach(pair -> rows.add(of.cells(pair)));
    }
    return new ResultTable(COLUMNS, rows);
  }

  private List<Object> cells(MethodAgreement p) {
    List<Object> cells =
        new ArrayList<>(List.of(className, p.methodA(), p.methodB(), p.segments()));
    cells.addAll(
        List.of(
            p.means().relativeTau(),
            p.means().relativeRho(),
            p.means().absoluteTau(),
            p.means().absoluteRho()));
    cells.add(p.within().images());
    cells.add(p.within().mean());
    cells.addAll(p.within().quartiles());
    cells.addAll(List.of(p.means().topOne(), p.means().topThree(), relativeW, absoluteW));
    return cells;
  }

  /**
   * Returns the figures by the last part of their files' names; none for two or three methods, of
   * which {@link #sentence} says enough.
   */
  public Map<String, Block.Figure> figures() {
    Map<String, Block.Figure> figures = new LinkedHashMap<>();
    if (methods.size() < AgreementMatrix.FEWEST) {
      return figures;
    }
    String of = className.isEmpty() ? "all images" : className;
    figures.put(
        "agreement.svg",
        figure(
            "Do the methods agree over " + (className.isEmpty() ? of : "the images of " + of) + "?",
            "Kendall\u2019s tau-b of relative mean attributions, over the segments that both have.",
            p -> p.means().relativeTau()));
    figures.put(
        "image-agreement.svg",
        figure(
            "Do the methods agree within "
                + (className.isEmpty() ? "an image" : "an image of " + of)
                + "?",
            "Median over images of Kendall\u2019s tau-b of the attributions of an image\u2019s segments.",
            p -> p.within().quartiles().get(1)));
    return figures;
  }

  private Block.Figure figure(
      String title, String caption, ToDoubleFunction<MethodAgreement> value) {
    double[][] matrix = new double[methods.size()][methods.size()];
    IntStream.range(0, matrix.length).forEach(i -> Arrays.fill(matrix[i], i, i + 1, 1));
    for (MethodAgreement p : pairs) {
      int a = methods.indexOf(p.methodA());
      int b = methods.indexOf(p.methodB());
      matrix[a][b] = value.applyAsDouble(p);
      matrix[b][a] = matrix[a][b];
    }
    return new Block.Figure(
        "Methods that agree most with the others are first.",
        new AgreementMatrix(title, methods, matrix, caption).drawing());
  }

  /**
   * Describes the agreement of all methods, and the pair that agrees least within an image, in
   * sentences.
   */
  public String sentence() {
    String of = className.isEmpty() ? "All images" : className;
    // images that order segments: one segment alone has no order
    if (pairs.stream().allMatch(p -> p.within().images() < Interval.FEWEST)) {
      return of
          + ": fewer than "
          + Interval.FEWEST
          + " images in which two methods order two segments or more, too few to say how far they agree.";
    }
    MethodAgreement least =
        Collections.min(
            pairs.stream().filter(p -> p.within().images() >= Interval.FEWEST).toList(),
            Comparator.comparingDouble(p -> p.within().quartiles().get(1)));
    return String.format(
        Locale.ROOT,
        "%s: Kendall\u2019s W of all %d methods is %s by relative means and %s by absolute ones, in"
            + " which segments that were not found count alike under every method. Within an image"
            + " %s tau-b %.2f in the median (quartiles %.2f and %.2f).",
        of,
        methods.size(),
        number(relativeW),
        number(absoluteW),
        least.methodA()
            + " and "
            + least.methodB()
            + (pairs.size() > 1 ? " agree least:" : " agree by"),
        least.within().quartiles().get(1),
        least.within().quartiles().get(0),
        least.within().quartiles().get(2));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.2f", value);
  }
}
