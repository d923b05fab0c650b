package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.table.store.RankedSegment;

/** Counts in how many tables of a class each segment occurs, and is first. */
final class ClassFirsts {
  /** The name under which all classes are counted together. */
  static final String TOGETHER = "";

  private final Map<String, OfClass> classes = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  private int tables;

  private static final class OfClass {
    private int tables;
    private int compared;
    private final Map<String, int[]> segments = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  }

  /** Adds a table. */
  void add(List<RankedSegment> table) {
    tables++;
    String name = table.get(0).className();
    count(TOGETHER, table);
    if (name != null && !name.isEmpty()) {
      count(name, table);
    }
  }

  private void count(String className, List<RankedSegment> table) {
    OfClass of = classes.computeIfAbsent(className, c -> new OfClass());
    of.tables++;
    of.compared += table.size() > 1 ? 1 : 0;
    double best = table.stream().mapToDouble(RankedSegment::rank).min().orElse(1);
    Set<String> seen = new HashSet<>();
    Set<String> first = new HashSet<>();
    for (RankedSegment row : table) {
      if (seen.add(row.segment())) {
        of.segments.computeIfAbsent(row.segment(), s -> new int[2])[0]++;
      }
      if (table.size() > 1 && row.rank() == best && first.add(row.segment())) {
        of.segments.get(row.segment())[1]++;
      }
    }
  }

  /** Returns the number of tables. */
  int tables() {
    return tables;
  }

  /** Returns the names of the largest classes, then that of all together. */
  List<String> classes(int most) {
    List<String> names = new ArrayList<>();
    classes.entrySet().stream()
        .filter(e -> !e.getKey().equals(TOGETHER))
        .sorted(Comparator.comparingInt(e -> -e.getValue().tables))
        .limit(most)
        .map(Map.Entry::getKey)
        .sorted(SegmentNames.BY_CODE_POINT)
        .forEach(names::add);
    if (tables > 0) {
      names.add(TOGETHER);
    }
    return names;
  }

  /** Returns all names of segments, those in most tables first. */
  List<String> segments() {
    return tables == 0
        ? List.of()
        : classes.get(TOGETHER).segments.entrySet().stream()
            .sorted(Comparator.comparingInt(e -> -e.getValue()[0]))
            .map(Map.Entry::getKey)
            .toList();
  }

  /**
   * Returns the segments that a strip shows: the one that is first in at least half of the tables
   * with several segments, or else those that are first most often, at most four.
   */
  List<String> leaders(String className) {
    OfClass of = classes.get(className);
    List<Map.Entry<String, int[]>> sorted =
        of.segments.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, int[]> e) -> -e.getValue()[1])
                    .thenComparingInt(e -> -e.getValue()[0]))
            .toList();
    boolean standsOut = 2 * sorted.get(0).getValue()[1] >= of.compared;
    return sorted.stream()
        .filter(e -> of.compared == 0 || e.getValue()[1] > 0)
        .limit(standsOut ? 1 : StripChoice.MOST)
        .map(Map.Entry::getKey)
        .toList();
  }
}
