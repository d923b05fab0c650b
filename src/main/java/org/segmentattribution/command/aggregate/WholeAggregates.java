package org.segmentattribution.command.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.table.importance.Importance;
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
  static void check(List<Importance> whole, Grouping by, GroupedTables tables) {
    if (whole.isEmpty()) {
      return;
    }
    if (!by.names().equals(List.of("segment"))) {
      throw WrongInput.of(
          "{value} %s is of segments: beside columns of tables, {by} takes segment alone",
          whole.get(0).text());
    }
    if (whole.contains(Importance.HOMOGENEITY)) {
      for (List<String> group : tables.groups()) {
        if (new HashSet<>(tables.whole(group, false).classes()).size() < 2) {
          throw WrongInput.of(
              "{value} homogeneity compares classes, and %s has one: leave class out of {by}, as in"
                  + " {by} method,segment",
              group.isEmpty() ? "the run" : String.join(", ", group));
        }
      }
    }
  }

  /** Returns the names of the columns. */
  List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (Importance of : means.whole()) {
      for (boolean relative : kinds(of)) {
        columns.add(
            of.isTwofold() ? (relative ? "relative_" : "absolute_") + of.column() : of.column());
      }
    }
    if (means.whole().contains(Importance.KEMENY)) {
      columns.add(SOLVER);
    }
    return columns;
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
        of.byName(whole, relative)
            .forEach((name, value) -> values.get(name).add(none ? Double.NaN : value));
      }
      solver = of == Importance.KEMENY && !none ? Importance.solver(whole) : solver;
    }
    if (means.whole().contains(Importance.KEMENY)) {
      String by = solver;
      whole.names().forEach(name -> values.get(name).add(by));
    }
  }
}
