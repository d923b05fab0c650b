package org.segmentattribution.command.aggregate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.segmentattribution.analysis.AggregateFigures;
import org.segmentattribution.analysis.GroupDifferences;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.report.figure.ClassicDiagram;
import org.segmentattribution.report.figure.CriticalDifferenceDiagram;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.page.TableFormat;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.NormalInterval;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.Grouping;
import org.segmentattribution.table.store.MeanIntervals;
import org.segmentattribution.table.store.NameAggregate;
import org.segmentattribution.table.store.NameMatrix;
import org.segmentattribution.table.store.Pooled;
import org.segmentattribution.table.store.TableStore;

/** {@code sat aggregate}: filters and groups the rows of any number of runs. */
public final class AggregateRuns implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final AggregateSettings settings;
  private final Grouping by;
  private final TableStore store;
  private final GroupedTables tables;

  private AggregateRuns(
      AggregateSettings settings, Grouping by, TableStore store, GroupedTables tables) {
    this.settings = settings;
    this.by = by;
    this.store = store;
    this.tables = tables;
  }

  /**
   * Loads the rows and filters them.
   *
   * @throws WrongInput where a setting is wrong
   */
  public static AggregateRuns open(AggregateSettings settings) throws IOException {
    Grouping by = grouping(settings.by());
    TableStore store;
    try {
      store = TableStore.open(settings.runs(), column -> isNeeded(settings, column));
    } catch (IOException e) {
      throw WrongInput.of("RUN: %s", e);
    }
    try {
      GroupedTables tables = grouped(store, by, settings);
      WholeAggregates.check(settings, by, tables);
      requireOneKind(settings, tables);
      return new AggregateRuns(settings, by, store, tables);
    } catch (RuntimeException | IOException e) {
      store.close();
      throw e;
    }
  }

  private static GroupedTables grouped(TableStore store, Grouping by, AggregateSettings settings)
      throws IOException {
    try {
      return GroupedTables.of(
          store, by, settings.means().values(), settings.where(), settings.vocabulary());
    } catch (WrongInput e) {
      throw WrongInput.in("where", e);
    }
  }

  /** Refuses means over several methods, models or runs that were not asked for. */
  private static void requireOneKind(AggregateSettings settings, GroupedTables tables)
      throws IOException {
    Set<String> allowed = new HashSet<>(pool(settings.pool()));
    if (ShardedRun.isAllOf(settings.runs())) {
      allowed.add("run");
    }
    if (WholeAggregates.compareTargets(settings.means())) {
      allowed.add("target");
    }
    Optional<Pooled> pooled = tables.pooled(allowed);
    if (pooled.isPresent()) {
      throw WrongInput.of(
          "{by} %s would average %s: add %s to {by}, choose with {where}, or allow it by {pool} %s",
          String.join(",", settings.by()),
          pooled.get().text(),
          pooled.get().column(),
          pooled.get().column());
    }
  }

  private static Set<String> pool(List<String> columns) {
    try {
      return Pooled.columns(columns);
    } catch (WrongInput e) {
      throw WrongInput.in("pool", e);
    }
  }

  private static boolean isNeeded(AggregateSettings settings, String column) {
    return column.equals("rank")
        || settings.by().contains(column)
        || settings.where().toLowerCase(Locale.ROOT).contains(column)
        || settings.means().values().stream().anyMatch(v -> v.column().equals(column));
  }

  private static Grouping grouping(List<String> columns) {
    try {
      return Grouping.by(columns);
    } catch (WrongInput e) {
      throw WrongInput.in("by", e);
    }
  }

  /** Returns what is to be said of values that are empty, in lines. */
  public List<String> notes() {
    return new WholeAggregates(settings.means(), tables).notes();
  }

  /** Returns one row for each group and name. */
  public ResultTable table() {
    List<String> columns = new ArrayList<>(by.all());
    columns.addAll(List.of("images", "tables", "rows"));
    for (AggregateValue value : settings.means().values()) {
      if (settings.means().relative()) {
        mean(columns, "relative_mean_" + value.text());
        columns.add(value.text() + "_deviation");
        columns.add(value.text() + "_median");
      }
      if (settings.means().absolute()) {
        mean(columns, "absolute_mean_" + value.text());
      }
    }
    WholeAggregates whole = new WholeAggregates(settings.means(), tables);
    columns.addAll(whole.columns());
    columns.addAll(
        List.of(
            "top_share",
            "tables_with_one_segment",
            "for_share",
            "for_low",
            "for_high",
            "direction"));
    List<List<Object>> rows = new ArrayList<>();
    Map<List<String>, Map<String, Interval>> intervals = new HashMap<>();
    for (NameAggregate a : sorted(tables.aggregates(), whole)) {
      rows.add(
          row(
              a,
              whole,
              settings.means().intervals() && a.allTables() <= MeanIntervals.MANY
                  ? intervals.computeIfAbsent(a.group(), this::intervals)
                  : Map.of()));
    }
    return new ResultTable(columns, rows);
  }

  /** Sorts each group by the first value, best first. */
  private List<NameAggregate> sorted(List<NameAggregate> aggregates, WholeAggregates whole) {
    AggregateValue value = settings.means().first();
    Map<List<String>, Integer> groups = new HashMap<>();
    aggregates.forEach(a -> groups.putIfAbsent(a.group(), groups.size()));
    List<NameAggregate> sorted = new ArrayList<>(aggregates);
    sorted.sort(
        Comparator.<NameAggregate>comparingInt(a -> groups.get(a.group()))
            .thenComparing(NameAggregate::isElsewhere)
            .thenComparingDouble(
                a -> {
                  if (settings.means().values().isEmpty()) {
                    return whole.order(a);
                  }
                  NameAggregate.Statistics s = a.statistics().get(value);
                  double mean = settings.means().relative() ? s.relative() : s.absolute();
                  double weak = Double.isNaN(mean) ? Double.POSITIVE_INFINITY : -mean;
                  return value.isLowerBetter() && !Double.isNaN(mean) ? mean : weak;
                }));
    return sorted;
  }

  private void mean(List<String> columns, String name) {
    columns.add(name);
    if (settings.means().intervals()) {
      columns.add(name + "_low");
      columns.add(name + "_high");
    }
  }

  private List<Object> row(NameAggregate a, WholeAggregates whole, Map<String, Interval> drawn) {
    // too few images cannot show the spread of a segment, and nor can means over all images
    boolean few = a.images() < Interval.FEWEST;
    List<Object> row = new ArrayList<>(a.group());
    row.addAll(a.name());
    row.addAll(List.of(a.images(), a.allTables(), a.rows()));
    for (AggregateValue value : settings.means().values()) {
      NameAggregate.Statistics s = a.statistics().get(value);
      if (settings.means().relative()) {
        mean(
            row,
            s.relative(),
            few
                ? Interval.NONE
                : drawn.getOrDefault(
                    key(a.name(), value, true),
                    NormalInterval.of(s.relative(), s.deviation(), s.cases())));
        row.add(s.deviation());
        row.add(s.median());
      }
      if (settings.means().absolute()) {
        mean(
            row,
            s.absolute(),
            few
                ? Interval.NONE
                : drawn.getOrDefault(
                    key(a.name(), value, false),
                    NormalInterval.of(s.absolute(), s.absoluteDeviation(), s.allCases())));
      }
    }
    row.addAll(whole.of(a));
    Interval signs = a.signs().forInterval();
    row.addAll(
        List.of(
            a.topShare(),
            a.singles(),
            a.signs().forShare(),
            signs.low(),
            signs.high(),
            a.signs().direction().text()));
    return row;
  }

  private void mean(List<Object> row, double mean, Interval interval) {
    row.add(mean);
    if (settings.means().intervals()) {
      row.add(interval.low());
      row.add(interval.high());
    }
  }

  private static String key(List<String> name, AggregateValue value, boolean relative) {
    return name + " " + value + " " + relative;
  }

  private Map<String, Interval> intervals(List<String> group) {
    Map<String, Interval> intervals = new HashMap<>();
    Bootstrap bootstrap = Bootstrap.seeded(settings.means().seed());
    for (AggregateValue value : settings.means().values()) {
      add(intervals, tables.matrix(group, value), value, bootstrap);
      if (!value.isRank()) {
        add(intervals, tables.elsewhere(group, value), value, bootstrap);
      }
    }
    return intervals;
  }

  private void add(
      Map<String, Interval> intervals, NameMatrix matrix, AggregateValue value, Bootstrap drawn) {
    for (boolean relative : new boolean[] {true, false}) {
      if (relative ? settings.means().relative() : settings.means().absolute()) {
        Interval[] of = MeanIntervals.of(relative ? matrix.relative() : matrix.absolute(), drawn);
        for (int k = 0; k < of.length; k++) {
          intervals.put(key(matrix.names().get(k), value, relative), of[k]);
        }
      }
    }
  }

  /**
   * Compares the names of each group by the first value; writes {@code pairs.csv}, {@code
   * critical-difference.json} and figures beside {@code aggregate.csv}.
   *
   * @param highlights names to highlight
   */
  public void write(
      Path out, ResultTable aggregates, CriticalDifferenceOptions tests, Set<String> highlights)
      throws IOException {
    AggregateValue value = settings.means().first();
    CriticalDifferenceOptions options =
        new CriticalDifferenceOptions(
            tests.alpha(), tests.correction(), tests.rule(), tests.mode(), value.isLowerBetter());
    List<String> columns = new ArrayList<>(by.tables());
    columns.addAll(GroupDifferences.PAIR_COLUMNS);
    List<List<Object>> pairs = new ArrayList<>();
    List<Map<String, Object>> json = new ArrayList<>();
    text(out.resolve("aggregate.csv"), TableFormat.CSV.text(aggregates));
    for (List<String> group : tables.groups()) {
      Optional<GroupDifferences> compared =
          GroupDifferences.of(group, value, tables.matrix(group, value), options);
      if (compared.isEmpty()) {
        continue;
      }
      GroupDifferences differences = compared.get();
      pairs.addAll(differences.pairs());
      json.add(differences.json(by.tables()));
      CriticalDifferenceDiagram diagram =
          differences.diagram(
              tables.matrix(group, AggregateValue.RANK), highlights, settings.means().seed());
      String stem = String.format(Locale.ROOT, "figures/%02d-critical-difference", json.size());
      text(out.resolve(stem + ".svg"), diagram.svg());
      both(out, stem + "-classic", ClassicDiagram.of(diagram));
    }
    if (by.tables().equals(List.of("method")) && json.size() > 1) {
      text(
          out.resolve("figures/agreement.svg"),
          AggregateFigures.agreement(tables.aggregates()).svg());
    }
    if (by.names().equals(List.of("segment", "position"))) {
      both(out, "figures/positions", AggregateFigures.positions(tables.aggregates()).drawing());
    }
    text(out.resolve("pairs.csv"), TableFormat.CSV.text(new ResultTable(columns, pairs)));
    text(out.resolve("critical-difference.json"), JSON.writeValueAsString(json) + "\n");
  }

  private static void both(Path out, String stem, Drawing drawing) throws IOException {
    text(out.resolve(stem + ".svg"), drawing.wide());
    text(out.resolve(stem + "-narrow.svg"), drawing.narrow());
  }

  private static void text(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    ReplacedFile.write(file, part -> Files.writeString(part, text));
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
