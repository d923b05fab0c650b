package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.importance.Importance;
import org.segmentattribution.table.importance.ImportanceIntervals;
import org.segmentattribution.table.importance.WholeTables;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.Grouping;
import org.segmentattribution.table.store.NameAggregate;

/** The columns of {@code sat aggregate} that are aggregates of whole tables and no means. */
final class WholeAggregates {
  /** Says which search gave the order: it is exact, or that of Schulze. */
  private static final String SOLVER = "kemeny_solver";

  private final AggregateSettings.Means means;
  private final GroupedTables tables;
  private final Map<List<String>, Map<String, List<Object>>> groups = new HashMap<>();

  WholeAggregates(AggregateSettings.Means means, GroupedTables tables) {
    this.means = means;
    this.tables = tables;
  }

  /**
   * Refuses what cannot be computed.
   *
   * @throws WrongInput where something else than segments is averaged, or classes would be compared
   *     and a group has only one
   */
  static void check(AggregateSettings settings, Grouping by, GroupedTables tables)
      throws IOException {
    List<Importance> whole = settings.means().whole();
    if (whole.isEmpty()) {
      return;
    }
    if (!by.names().equals(List.of("segment"))) {
      throw WrongInput.of(
          "{value} %s is of segments: beside columns of tables, {by} takes segment alone",
          whole.get(0).text());
    }
    if (whole.contains(Importance.HOMOGENEITY)) {
      requireClasses(settings, by, tables);
    }
  }

  private static void requireClasses(AggregateSettings settings, Grouping by, GroupedTables tables)
      throws IOException {
    Set<String> all = new TreeSet<>();
    boolean alone = false;
    for (List<String> group : tables.groups()) {
      Set<String> classes = new HashSet<>(tables.whole(group, false).classes());
      alone |= classes.size() < 2;
      all.addAll(classes);
    }
    if (all.size() < 2) {
      throw WrongInput.of(
          "{value} homogeneity compares classes, and all tables are of one: %s",
          String.join("", all));
    }
    if (alone) {
      List<String> columns = new ArrayList<>(by.all());
      columns.removeAll(List.of("class", "label", "predicted", "target"));
      // one message, not a second one about what would be pooled then
      if (!columns.contains("method")) {
        columns.add(0, "method");
      }
      if (!columns.contains("run")
          && settings.runs().size() > 1
          && !ShardedRun.isAllOf(settings.runs())) {
        columns.add(0, "run");
      }
      throw WrongInput.of(
          "{value} homogeneity compares classes, and a group has one: leave classes out of {by}, as"
              + " in {by} %s",
          String.join(",", columns));
    }
  }

  /**
   * Returns whether tables that explain different classes belong together: to compare classes is
   * what all values do.
   */
  static boolean compareTargets(AggregateSettings.Means means) {
    return means.values().isEmpty() && means.whole().equals(List.of(Importance.HOMOGENEITY));
  }

  /** Says where an order has nothing to order, in lines. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Importance of : means.whole()) {
      List<String> empty =
          tables.groups().stream()
              .filter(group -> of == Importance.BORDA || of == Importance.KEMENY)
              .filter(
                  group ->
                      Arrays.stream(tables.whole(group, false).ranks())
                          .noneMatch(Importance::isRanked))
              .map(group -> String.join(", ", group))
              .toList();
      if (!empty.isEmpty()) {
        notes.add(
            "%s is empty where no table has two segments to order%s%s"
                .formatted(
                    of.text(),
                    empty.get(0).isEmpty() ? "" : ": " + empty.get(0),
                    empty.size() > 1 ? " and " + (empty.size() - 1) + " more" : ""));
      }
    }
    return notes;
  }

  /** Returns the names of the columns. */
  List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (Importance of : means.whole()) {
      for (boolean relative : kinds(of)) {
        String column =
            of.isTwofold() ? (relative ? "relative_" : "absolute_") + of.column() : of.column();
        columns.add(column);
        if (hasIntervals(of)) {
          columns.add(column + "_low");
          columns.add(column + "_high");
        }
      }
    }
    if (means.whole().contains(Importance.KEMENY)) {
      columns.add(SOLVER);
    }
    return columns;
  }

  private boolean hasIntervals(Importance of) {
    return means.intervals() && of.hasIntervals();
  }

  /** Returns whether a column of the table is one of these. */
  static boolean isColumn(String column) {
    String name = column.replaceFirst("^(relative|absolute)_", "");
    return name.equals(SOLVER)
        || Arrays.stream(Importance.values()).anyMatch(of -> of.column().equals(name));
  }

  private List<Boolean> kinds(Importance of) {
    List<Boolean> kinds = new ArrayList<>();
    if (!of.isTwofold() || means.relative()) {
      kinds.add(true);
    }
    if (of.isTwofold() && means.absolute()) {
      kinds.add(false);
    }
    return kinds;
  }

  /** Returns the values of a segment, one for each column. */
  List<Object> of(NameAggregate a) {
    return means.whole().isEmpty()
        ? List.of()
        : groups.computeIfAbsent(a.group(), this::values).get(a.name().get(0));
  }

  /** Returns what a group is ordered by, the smallest number first. */
  double order(NameAggregate a) {
    double value = (Double) of(a).get(0);
    double weak = Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
    return means.whole().get(0).isLowerBetter() && !Double.isNaN(value) ? value : weak;
  }

  private Map<String, List<Object>> values(List<String> group) {
    Map<String, List<Object>> values = new HashMap<>();
    add(values, tables.whole(group, false), false);
    add(values, tables.whole(group, true), true);
    return values;
  }

  private void add(Map<String, List<Object>> values, WholeTables whole, boolean elsewhere) {
    whole.names().forEach(name -> values.put(name, new ArrayList<>()));
    String solver = "";
    for (Importance of : means.whole()) {
      boolean none = elsewhere && of.comparesSegments();
      for (boolean relative : kinds(of)) {
        Map<String, Interval> intervals =
            hasIntervals(of) && !none
                ? ImportanceIntervals.seeded(means.seed()).of(of, whole, relative)
                : Map.of();
        of.byName(whole, relative)
            .forEach(
                (name, value) -> {
                  values.get(name).add(none ? Double.NaN : value);
                  if (hasIntervals(of)) {
                    Interval interval = intervals.getOrDefault(name, Interval.NONE);
                    values.get(name).add(interval.low());
                    values.get(name).add(interval.high());
                  }
                });
      }
      solver = of == Importance.KEMENY && !none ? Importance.solver(whole) : solver;
    }
    if (means.whole().contains(Importance.KEMENY)) {
      String by = solver;
      whole.names().forEach(name -> values.get(name).add(by));
    }
  }
}
