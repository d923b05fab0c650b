package org.segmentattribution.table.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.database.Sql;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.importance.WholeTables;

/**
 * Rows of any runs, filtered, and reduced to one value for each table and name: several rows with
 * one name count as their mean. Groups, names and images are in code point order.
 */
public final class GroupedTables {
  private static final String NAMED = "NOT is_elsewhere";
  private static final String ELSEWHERE = "is_elsewhere";

  private final TableStore store;
  private final Grouping by;
  private final List<AggregateValue> values;
  private final List<String> vocabulary;
  private final String groupColumns;
  private final String nameColumns;

  private final String cells; // the database table with a row for each table and name

  private GroupedTables(
      TableStore store,
      Grouping by,
      List<AggregateValue> values,
      List<String> vocabulary,
      String cells) {
    this.cells = cells;
    this.store = store;
    this.by = by;
    // the rank also says where a segment is first; the attribution gives the order
    this.values =
        Stream.concat(Stream.of(AggregateValue.ATTRIBUTION, AggregateValue.RANK), values.stream())
            .distinct()
            .toList();
    this.vocabulary = vocabulary.stream().map(SegmentNames::normalise).distinct().toList();
    // a constant column, since SQL cannot group by nothing
    groupColumns = "everything" + Grouping.aliases("g", by.tables().size());
    nameColumns = "something" + Grouping.aliases("n", by.names().size());
  }

  /**
   * Filters and reduces the rows.
   *
   * @param values values that will be asked for, beside attribution and rank
   * @param where a condition in SQL on the columns of {@code sat.csv}, {@code run}, {@code class},
   *     {@code correct}, {@code table_rows} and {@code attribution_share}; empty = all rows
   * @param vocabulary segments to list even where they never occur; only where segments alone are
   *     averaged
   * @throws WrongInput in one line, where the condition cannot be understood, or no row fulfils it
   */
  public static GroupedTables of(
      TableStore store,
      Grouping by,
      List<AggregateValue> values,
      String where,
      List<String> vocabulary) {
    if (!vocabulary.isEmpty() && !by.names().equals(List.of("segment"))) {
      throw new WrongInput("a vocabulary needs segments as what is averaged");
    }
    return filtered(new GroupedTables(store, by, values, vocabulary, "cells"), where);
  }

  /**
   * Reduces all rows into a database table with a name of its own, so that other groupings remain.
   */
  static GroupedTables of(
      TableStore store, Grouping by, List<AggregateValue> values, String cells) {
    return filtered(new GroupedTables(store, by, values, List.of(), cells), "");
  }

  private static GroupedTables filtered(GroupedTables grouped, String where) {
    grouped.reduce(where);
    return grouped;
  }

  private void reduce(String where) {
    String means =
        values.stream()
            .map(v -> "avg(" + v.value() + ") AS " + v.text())
            .collect(Collectors.joining(", "));
    String reduced =
        "CREATE TABLE reduced AS SELECT '' AS everything, '' AS something, %s%s table_no, image_no,"
                .formatted(Grouping.texts(by.tables(), "g"), Grouping.texts(by.names(), "n"))
            + " any_value(table_rows) AS table_rows, any_value(target) AS target, %s, sign(avg(mean_signed)) AS side, count(*) AS n_rows, is_elsewhere FROM sat WHERE %s"
                .formatted(means, by.names().contains("segment") ? "true" : NAMED)
            + (where.isBlank() ? "" : " AND " + Condition.inBrackets(where))
            + " GROUP BY ALL";
    try {
      if (!where.isBlank()) {
        Condition.check(store::parsed, where);
      }
      store.execute("DROP TABLE IF EXISTS " + cells);
      store.execute("DROP TABLE IF EXISTS reduced");
      store.execute(reduced);
      if (by.names().contains("segment")) {
        // what lies outside adds no table to those of the segments, unless it is asked for alone
        store.execute(
            "DELETE FROM reduced WHERE is_elsewhere"
                + " AND EXISTS (FROM reduced WHERE NOT is_elsewhere)"
                + " AND table_no NOT IN (SELECT table_no FROM reduced WHERE NOT is_elsewhere)");
      }
      // sums are computed in this order, so the last digit does not depend on the order of the runs
      store.execute(
          "CREATE TABLE %s AS SELECT * FROM reduced".formatted(cells)
              + " JOIN (SELECT table_no, min(rank) AS best FROM reduced GROUP BY table_no)"
              + " USING (table_no) ORDER BY is_elsewhere, %s, %s, table_no"
                  .formatted(groupColumns, nameColumns));
      store.execute("DROP TABLE reduced");
    } catch (SQLException e) {
      throw new WrongInput(where.isBlank() ? Sql.line(e) : Condition.complaint(where, e), e);
    }
    boolean[] any = {false};
    query("SELECT 1 FROM %s LIMIT 1".formatted(cells), row -> any[0] = true);
    if (!any[0]) {
      throw new WrongInput(
          where.isBlank() ? "the runs have no rows" : Condition.shown(where) + " leaves no row");
    }
  }

  /**
   * Returns a column outside the grouping of which a group averages several values; empty where
   * there is none.
   */
  public Optional<Pooled> pooled(Set<String> allowed) {
    return Pooled.COLUMNS.stream()
        .filter(column -> !by.tables().contains(column) && !allowed.contains(column))
        .map(column -> pooled(Pooled.question(column, cells, groupColumns), column))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Pooled> pooled(String question, String column) {
    List<String> values = new ArrayList<>();
    query(question, row -> values.addAll(List.of(row.getString(1).split("\0"))));
    return values.isEmpty() ? Optional.empty() : Optional.of(new Pooled(column, values));
  }

  private void query(String sql, StoreDatabase.RowReader reader) {
    try {
      store.query(sql, reader);
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
  }

  /**
   * Returns the aggregates of every group and name. Groups are in code point order; names within
   * them by descending relative mean attribution, names that never occur last, then in code point
   * order; what lies outside every segment after all of them.
   */
  public List<NameAggregate> aggregates() {
    StringBuilder sums = new StringBuilder();
    for (AggregateValue v : values) {
      sums.append(
          ", avg({0}), coalesce(sum({0}), 0) + any_value(all_{0}) - coalesce(sum({1}), 0), stddev_samp({0}), median({0}), coalesce(sum({0} * {0}), 0) + any_value(square_{0}) - coalesce(sum(({1}) * ({1})), 0), count({0}), any_value(n_{0})"
              .replace("{0}", v.text())
              .replace("{1}", v.missing()));
    }
    List<NameAggregate> all = new ArrayList<>();
    query(
        "SELECT %s, count(DISTINCT image_no), count(*), sum(n_rows), any_value(n_tables), any_value(n_singles),"
                .formatted(groupColumns + ", " + nameColumns)
            + " CASE WHEN count(DISTINCT image_no) FILTER (rank IS NOT NULL) >= %d"
                .formatted(Interval.FEWEST)
            + " THEN avg(CASE WHEN rank <= best THEN 1.0 WHEN rank > best THEN 0.0 END) END,"
            + " count(*) FILTER (side > 0), count(*) FILTER (side < 0), bool_and(is_elsewhere)"
            + sums
            + " FROM %s JOIN (%s) USING (%s) GROUP BY %s, %s"
                .formatted(cells, totals(), groupColumns, groupColumns, nameColumns),
        row -> all.add(aggregate(row)));
    addUnseen(all);
    all.sort(
        Comparator.comparing(NameAggregate::group, Grouping.BY_TEXT)
            .thenComparing(NameAggregate::isElsewhere)
            .thenComparing(
                a -> a.statistics().get(AggregateValue.ATTRIBUTION).relative(),
                Comparator.comparingDouble(mean -> Double.isNaN(mean) ? 1 : -mean))
            .thenComparing(NameAggregate::name, Grouping.BY_TEXT));
    return all;
  }

  /**
   * Returns SQL that gives the tables of each group, and the sum of the values of a name that is
   * missing in all of them.
   */
  private String totals() {
    StringBuilder wholes = new StringBuilder();
    for (AggregateValue v : values) {
      wholes.append(
          ", coalesce(sum({1}), 0) AS all_{0}, coalesce(sum(({1}) * ({1})), 0) AS square_{0}, count({1}) AS n_{0}"
              .replace("{0}", v.text())
              .replace("{1}", v.missing()));
    }
    return "SELECT %s, count(*) AS n_tables, count(*) FILTER (table_rows = 1) AS n_singles%s FROM (SELECT DISTINCT %s, table_no, table_rows FROM %s) GROUP BY %s"
        .formatted(groupColumns, wholes, groupColumns, cells, groupColumns);
  }

  private void addUnseen(List<NameAggregate> all) {
    if (vocabulary.isEmpty()) {
      return;
    }
    Set<List<List<String>>> seen = new HashSet<>();
    all.forEach(a -> seen.add(List.of(a.group(), a.name())));
    query(
        totals(),
        row -> {
          QueryRow read = QueryRow.from(row, 2);
          List<String> group = read.texts(by.tables().size());
          long tables = read.count();
          long singles = read.count();
          Map<AggregateValue, NameAggregate.Statistics> statistics = new LinkedHashMap<>();
          for (AggregateValue v : values) {
            statistics.put(v, read.unseen());
          }
          for (String name : vocabulary) {
            if (!seen.contains(List.of(group, List.of(name)))) {
              all.add(
                  new NameAggregate(
                      group,
                      List.of(name),
                      new NameAggregate.Counts(0, 0, 0, tables, singles),
                      Double.NaN,
                      Signs.NONE,
                      statistics,
                      false));
            }
          }
        });
  }

  private NameAggregate aggregate(ResultSet row) throws SQLException {
    QueryRow read = QueryRow.from(row, 2);
    List<String> group = read.texts(by.tables().size());
    read.skip(); // the constant column before the names
    List<String> name = read.texts(by.names().size());
    long images = read.count();
    long tables = read.count();
    long rows = read.count();
    long all = read.count();
    long singles = read.count();
    double top = read.number();
    Signs signs = new Signs(read.count(), read.count(), tables);
    boolean outside = read.truth();
    Map<AggregateValue, NameAggregate.Statistics> statistics = new LinkedHashMap<>();
    for (AggregateValue v : values) {
      NameAggregate.Statistics of = read.statistics();
      statistics.put(v, outside && v.isRank() ? NameAggregate.Statistics.NONE : of);
    }
    NameAggregate.Counts counts = new NameAggregate.Counts(images, tables, rows, all, singles);
    return new NameAggregate(group, name, counts, top, signs, statistics, outside);
  }

  /**
   * Returns the bootstrap intervals of the mean ranks of groups with at most {@link
   * MeanIntervals#MANY} tables, where segments are averaged.
   */
  Map<List<String>, Map<String, Interval>> rankIntervals(Bootstrap bootstrap) {
    return GroupIntervals.ofRanks(store, cells, groupColumns, bootstrap);
  }

  /**
   * Returns what comes first in the tables of a method, by class, or under an empty name where the
   * grouping has no class. The grouping begins with the method, and {@link AggregateValue#SHARE} is
   * among its values.
   */
  Map<String, FirstPlaces> firsts(String method, Bootstrap bootstrap) {
    return FirstPlaces.of(store, cells, by.tables().size() > 1, method, bootstrap);
  }

  /** Returns the number of images of each group, however many tables it has of them. */
  public Map<List<String>, Integer> images() {
    Map<List<String>, Integer> images = new HashMap<>();
    query(
        "SELECT %s, count(DISTINCT image_no) FROM %s GROUP BY %s"
            .formatted(groupColumns, cells, groupColumns),
        row -> {
          QueryRow read = QueryRow.from(row, 2);
          images.put(read.texts(by.tables().size()), Math.toIntExact(read.count()));
        });
    return images;
  }

  /** Returns the groups, in code point order. */
  public List<List<String>> groups() {
    List<List<String>> groups = new ArrayList<>();
    query(
        "SELECT DISTINCT %s FROM %s".formatted(groupColumns, cells),
        row -> groups.add(QueryRow.from(row, 2).texts(by.tables().size())));
    groups.sort(Grouping.BY_TEXT);
    return groups;
  }

  /** Returns the matrix of images by names of one group, for diagrams, tests and intervals. */
  public NameMatrix matrix(List<String> group, AggregateValue value) {
    return matrix(group, value.text(), value.missing(), NAMED);
  }

  /**
   * Returns the same of what lies outside every segment: one column, or none where no table has
   * such a row. It is no rank.
   */
  public NameMatrix elsewhere(List<String> group, AggregateValue value) {
    return matrix(group, value.text(), value.missing(), ELSEWHERE);
  }

  /**
   * Returns each segment's share of its table's summed attribution with the sign of its signed
   * mean, -1 to 1; a missing segment has 0. {@link AggregateValue#SHARE} must be one of the values.
   *
   * @param elsewhere whether that of what lies outside every segment is wanted instead
   */
  public NameMatrix signedShares(List<String> group, boolean elsewhere) {
    return matrix(group, "attribution_share * side", "0", elsewhere ? ELSEWHERE : NAMED);
  }

  /**
   * Returns each segment's place in its table, 0 = first, 1 = last; a missing segment has 1. Tables
   * of one segment have no places.
   */
  public NameMatrix places(List<String> group) {
    return matrix(
        group,
        "CASE WHEN table_rows > 1 THEN (rank - 1) / (table_rows - 1) END",
        "CASE WHEN table_rows > 1 THEN 1 END",
        NAMED);
  }

  /**
   * Returns the tables of one group for aggregates that are no means; {@link
   * AggregateValue#ATTRIBUTION} and {@link AggregateValue#RANK} of segments alone are averaged.
   *
   * @param elsewhere whether what lies outside every segment is wanted instead
   */
  public WholeTables whole(List<String> group, boolean elsewhere) {
    return cells().whole(group, elsewhere ? ELSEWHERE : NAMED, elsewhere ? List.of() : vocabulary);
  }

  private NameMatrix matrix(List<String> group, String value, String absent, String kind) {
    List<String> also = kind.equals(ELSEWHERE) ? List.of() : vocabulary;
    return cells().matrix(group, value, absent, kind, also);
  }

  private CellMatrix cells() {
    return new CellMatrix(store, cells, nameColumns, by.names().size());
  }
}
