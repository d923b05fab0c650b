package org.segmentattribution.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.image.SegmentNames;
import org.segmentattribution.report.ExplainGroup;
import org.segmentattribution.report.ExplainOverview;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.SegmentAttribution;
import org.segmentattribution.table.SegmentAttributionTable;

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
  private record Group(Aggregation aggregation, Map<String, double[]> areas) {
    Group() {
      this(new Aggregation(), new HashMap<>());
    }

    void add(SegmentAttributionTable table) {
      aggregation.add(table);
      for (SegmentAttribution row : table.rows()) {
        double[] area = areas.computeIfAbsent(row.segment(), name -> new double[2]);
        area[0] += row.maskFraction();
        area[1]++;
      }
    }

    ExplainGroup of(String method, String className, AggregationOptions options) {
      Map<String, Double> means = new HashMap<>();
      areas.forEach((name, area) -> means.put(name, area[0] / area[1]));
      return new ExplainGroup(
          method, className, aggregation.rows(method, className, options), means, List.of());
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

  /** All images, then each class where there are few; the first method before the others. */
  List<ExplainGroup> groups(long seed) {
    AggregationOptions options = AggregationOptions.defaults(seed);
    List<ExplainGroup> groups = new ArrayList<>();
    for (String method : together.keySet()) {
      if (byClass.size() != 1) {
        groups.add(together.get(method).of(method, "", options));
      }
      byClass.forEach(
          (className, methods) -> {
            if (methods.containsKey(method)) {
              groups.add(methods.get(method).of(method, className, options));
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
