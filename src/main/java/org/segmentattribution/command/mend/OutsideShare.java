package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.statistics.Interval;

/** Finds the classes in which more attribution a pixel lies outside every segment than in any. */
final class OutsideShare {
  private static final String FILE = "aggregate.csv";
  private static final List<String> COLUMNS =
      List.of("method", "class", "segment", "images", "relative_mean_attribution");

  /** Segments in a smaller share of the photographs are no measure. */
  private static final double SELDOM = 0.1;

  /** A segment in a class. */
  private record Row(String segment, int images, double attribution) {}

  private OutsideShare() {}

  /**
   * Reads the aggregates of a run's first method.
   *
   * @return names of classes, sorted; none in runs without the row for what lies outside
   */
  static List<String> largest(Path run) throws IOException {
    List<String> methods = new ArrayList<>();
    Map<String, List<Row>> classes = new TreeMap<>();
    CsvFile.read(
        run.resolve(FILE),
        COLUMNS,
        row -> {
          methods.add(row.text("method"));
          if (row.text("method").equals(methods.get(0)) && !row.text("class").isEmpty()) {
            classes
                .computeIfAbsent(row.text("class"), name -> new ArrayList<>())
                .add(
                    new Row(
                        row.text("segment"),
                        row.integer("images"),
                        row.number("relative_mean_attribution")));
          }
        });
    return classes.keySet().stream().filter(name -> isLargest(classes.get(name))).toList();
  }

  private static boolean isLargest(List<Row> rows) {
    Map<Boolean, List<Row>> parts = new HashMap<>();
    for (Row row : rows) {
      parts
          .computeIfAbsent(row.segment.equals(SegmentNames.ELSEWHERE), key -> new ArrayList<>())
          .add(row);
    }
    int most = rows.stream().mapToInt(Row::images).max().orElse(0);
    return parts.getOrDefault(true, List.of()).stream()
        .filter(outside -> outside.images >= Interval.FEWEST)
        .anyMatch(
            outside ->
                parts.getOrDefault(false, List.of()).stream()
                    .filter(row -> row.images >= SELDOM * most)
                    .allMatch(row -> row.attribution <= outside.attribution));
  }
}
