package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Position;
import org.segmentattribution.report.figure.AgreementMatrix;
import org.segmentattribution.report.figure.PositionHeat;
import org.segmentattribution.statistics.KendallTau;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.NameAggregate;

/** Makes figures over all groups of an aggregate. */
public final class AggregateFigures {
  private static final int MOST_SEGMENTS = 24;

  private AggregateFigures() {}

  /**
   * Shows how far methods agree in the order of segments, by relative mean attribution over the
   * segments that both have.
   *
   * @param aggregates aggregates grouped by method alone
   */
  public static AgreementMatrix agreement(List<NameAggregate> aggregates) {
    Map<String, Map<List<String>, Double>> byMethod = new LinkedHashMap<>();
    for (NameAggregate a : aggregates) {
      double mean = a.statistics().get(AggregateValue.ATTRIBUTION).relative();
      if (!Double.isNaN(mean) && !a.isElsewhere()) {
        byMethod.computeIfAbsent(a.group().get(0), m -> new LinkedHashMap<>()).put(a.name(), mean);
      }
    }
    List<String> methods = List.copyOf(byMethod.keySet());
    double[][] tau = new double[methods.size()][methods.size()];
    for (int i = 0; i < methods.size(); i++) {
      for (int j = 0; j < methods.size(); j++) {
        tau[i][j] = tau(byMethod.get(methods.get(i)), byMethod.get(methods.get(j)));
      }
    }
    return new AgreementMatrix(
        "Do the methods agree?",
        methods,
        tau,
        "Kendall\u2019s tau-b of relative mean attributions, over the segments that both methods"
            + " have.");
  }

  private static double tau(Map<List<String>, Double> a, Map<List<String>, Double> b) {
    List<List<String>> shared = a.keySet().stream().filter(b::containsKey).toList();
    return KendallTau.b(
        shared.stream().mapToDouble(a::get).toArray(),
        shared.stream().mapToDouble(b::get).toArray());
  }

  /**
   * Shows where the most frequent segments lie.
   *
   * @param aggregates aggregates by segment and position
   */
  public static PositionHeat positions(List<NameAggregate> aggregates) {
    Map<String, double[]> tables = new LinkedHashMap<>();
    for (NameAggregate a : aggregates) {
      if (a.isElsewhere()) {
        continue; // a rest has no place of its own
      }
      double[] at = tables.computeIfAbsent(a.name().get(0), name -> new double[9]);
      at[Position.named(a.name().get(1)).ordinal()] += a.tables();
    }
    List<PositionHeat.Panel> panels = new ArrayList<>();
    tables.entrySet().stream()
        .sorted((x, y) -> Double.compare(sum(y.getValue()), sum(x.getValue())))
        .limit(MOST_SEGMENTS)
        .forEach(
            e -> {
              double all = sum(e.getValue());
              panels.add(
                  new PositionHeat.Panel(
                      e.getKey(), Arrays.stream(e.getValue()).map(v -> v / all).toArray()));
            });
    return new PositionHeat(
        "Where segments lie",
        panels,
        "Share of a segment\u2019s tables with its centroid in each ninth of the picture.");
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
