package org.segmentattribution.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.image.SegmentNames;
import org.segmentattribution.report.Block;
import org.segmentattribution.report.ExplainGroup;
import org.segmentattribution.report.ExplainOverview;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.table.AggregateValue;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.NameMatrix;
import org.segmentattribution.table.SegmentAttribution;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.SegmentMatrix;

/** What the tables of a run come to, for its report; takes them one at a time, of one model. */
final class TableTotals {
  /** With more classes than this the page shows all images together. */
  static final int CLASSES = 12;

  private final Map<String, Group> together = new LinkedHashMap<>();
  private final Map<String, Map<String, Group>> byClass = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  private String model = "the model";
  private boolean manyClasses;
  private int images;
  private int labelled;
  private int correct;

  /** The tables of a method and class. */
  private record Group(
      Aggregation aggregation, Map<String, double[]> areas, CalibratedRanks calibrated) {
    Group() {
      this(new Aggregation(), new HashMap<>(), new CalibratedRanks());
    }

    void add(SegmentAttributionTable table) {
      aggregation.add(table);
      for (SegmentAttribution row : table.rows()) {
        calibrated.add(row);
        double[] area = areas.computeIfAbsent(row.segment(), name -> new double[2]);
        area[0] += row.maskFraction();
        area[1]++;
      }
    }

    ExplainGroup whole(
        String method, String className, AggregationOptions options, List<String> caveats) {
      Map<String, Double> means = new HashMap<>();
      areas.forEach((name, area) -> means.put(name, area[0] / area[1]));
      ExplainGroup group =
          new ExplainGroup(
              method, className, aggregation.rows(method, className, options), means, List.of());
      calibrated.caveat(group.heading()).ifPresent(caveats::add);
      return withDiagram(group, options, caveats);
    }

    /** Which segments differ; empty where there is nothing to compare. */
    Optional<GroupDifferences> differences(ExplainGroup group, AggregationOptions options) {
      SegmentMatrix matrix = aggregation.matrix(options);
      return matrix.imageIds().isEmpty() || matrix.names().size() < 2
          ? Optional.empty()
          : Optional.of(
              GroupDifferences.of(
                  List.of(group.heading()),
                  AggregateValue.ATTRIBUTION,
                  NameMatrix.of(matrix, false),
                  CriticalDifferenceOptions.defaults()));
    }

    ExplainGroup withDiagram(ExplainGroup group, AggregationOptions options, List<String> caveats) {
      Optional<GroupDifferences> differences = differences(group, options);
      if (differences.isEmpty()) {
        return group;
      }
      if (!differences.get().result().passed()) {
        caveats.add(
            group.heading()
                + ": the order of the segments may be chance alone (Friedman\u2019s test does not reject it).");
      }
      NameMatrix ranks = NameMatrix.of(aggregation.matrix(options), true);
      String svg = differences.get().diagram(ranks, Set.of(), options.bootstrap().seed()).svg();
      return new ExplainGroup(
          group.method(),
          group.className(),
          group.rows(),
          group.areas(),
          List.of(
              new Block.Figure(
                  "Which segments differ: brackets join those whose order may be chance.", svg)));
    }
  }

  /** Takes up a table. */
  void add(SegmentAttributionTable table) {
    String label = table.image().label();
    if (together.isEmpty()) {
      model = table.image().model();
    }
    together.computeIfAbsent(table.method(), m -> new Group()).add(table);
    if (!manyClasses) {
      byClass
          .computeIfAbsent(label, c -> new LinkedHashMap<>())
          .computeIfAbsent(table.method(), m -> new Group())
          .add(table);
    }
    if (byClass.size() > CLASSES) {
      manyClasses = true;
      byClass.clear();
    }
    if (table.method().equals(together.keySet().iterator().next())) {
      images++;
      labelled += label.isEmpty() ? 0 : 1;
      correct += !label.isEmpty() && label.equals(table.image().predicted()) ? 1 : 0;
    }
  }

  /**
   * All images, then each class where there are few; the first method before the others.
   *
   * @param caveats receives what a reader must know of their diagrams
   */
  List<ExplainGroup> groups(long seed, List<String> caveats) {
    AggregationOptions options = AggregationOptions.defaults(seed);
    List<ExplainGroup> groups = new ArrayList<>();
    for (String method : together.keySet()) {
      if (byClass.size() != 1) {
        groups.add(together.get(method).whole(method, "", options, caveats));
      }
      byClass.forEach(
          (className, methods) -> {
            if (methods.containsKey(method)) {
              groups.add(methods.get(method).whole(method, className, options, caveats));
            }
          });
    }
    return groups;
  }

  /** The counts. */
  ExplainOverview overview(int skipped) {
    double share = labelled == 0 ? Double.NaN : (double) correct / labelled;
    return new ExplainOverview(model, List.copyOf(together.keySet()), images, skipped, share);
  }
}
