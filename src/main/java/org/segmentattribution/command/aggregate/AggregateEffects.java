package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.store.EffectTables;
import org.segmentattribution.table.store.EffectValue;
import org.segmentattribution.table.store.MeanIntervals;

/**
 * {@code sat aggregate} on the effects of runs: groups and filters the rows of {@code effects.csv}.
 *
 * @param runs run directories, or their {@code effects.csv}
 * @param by columns to group by
 * @param pool {@code run} and {@code target}: what may be averaged though {@code by} does not tell
 *     it apart
 * @param where a condition in SQL; empty = all rows
 * @param values what is averaged, at least one value
 * @param intervals whether bootstrap intervals are wanted
 * @param seed of the bootstrap
 */
public record AggregateEffects(
    List<Path> runs,
    List<String> by,
    List<String> pool,
    String where,
    List<EffectValue> values,
    boolean intervals,
    long seed) {
  private static final Set<String> POOLED = Set.of("run", "target");

  /** Checks what needs no rows. */
  public AggregateEffects {
    for (String column : pool) {
      if (!POOLED.contains(column)) {
        throw WrongInput.of("{pool} '%s': effects can be averaged over run and target", column);
      }
    }
    Optional<EffectValue> compared = values.stream().filter(EffectValue::needsPlacebos).findAny();
    Optional<String> parting = EffectTables.parting(by);
    if (compared.isPresent()
        && parting.isPresent()
        && EffectTables.names().contains(parting.get())) {
      throw WrongInput.of(
          "{by} %s takes a segment and its placebos apart; then there is no %s, only effect and"
              + " flip_rate",
          parting.get(), compared.get().text());
    }
  }

  /**
   * Returns one row for each group: the means over its images.
   *
   * @throws WrongInput where a setting is wrong, or a group would average what must not be mixed
   */
  public ResultTable table() throws IOException {
    List<EffectTables.Source> sources = sources();
    try (EffectTables tables = open(sources)) {
      requireOneKind(tables, sources);
      return table(tables);
    }
  }

  private List<EffectTables.Source> sources() throws IOException {
    List<EffectTables.Source> sources = new ArrayList<>();
    Set<Path> files = new HashSet<>();
    for (Path run : runs) {
      Path file = Files.isDirectory(run) ? run.resolve(EffectCsv.FILE) : run;
      if (!Files.isRegularFile(file)) {
        throw WrongInput.of("RUN: %s has no effects; measure them first with ablate", run);
      }
      // a shell pattern may name a run twice
      if (files.add(file.toRealPath())) {
        sources.add(new EffectTables.Source(run.toString(), file));
      }
    }
    return sources;
  }

  private EffectTables open(List<EffectTables.Source> sources) throws IOException {
    try {
      return EffectTables.open(sources, by, where);
    } catch (WrongInput e) {
      boolean column = e.getMessage().startsWith("no column") || e.getMessage().endsWith("twice");
      throw WrongInput.in(column ? "by" : "where", e);
    } catch (IOException e) {
      throw WrongInput.of("RUN: %s", e);
    }
  }

  private void requireOneKind(EffectTables tables, List<EffectTables.Source> sources)
      throws IOException {
    if (tables.poolsRuns()) {
      requireSameMeasure(sources);
      if (!pool.contains("run") && !ShardedRun.isAllOf(runs)) {
        throw WrongInput.of(
            "{by} %s would average %s runs: add run to {by}, choose with {where}, or allow it by"
                + " {pool} run",
            String.join(",", by), sources.size());
      }
    }
    if (!pool.contains("target") && tables.poolsTargets()) {
      throw WrongInput.of(
          "{by} %s would average several targets of one image: add target to {by}, choose with"
              + " {where}, or allow it by {pool} target",
          String.join(",", by));
    }
  }

  /** Refuses means over effects that are not of one kind. */
  private static void requireSameMeasure(List<EffectTables.Source> sources) throws IOException {
    Path first = null;
    for (EffectTables.Source source : sources) {
      Path run = source.file().toAbsolutePath().getParent();
      if (!Files.isRegularFile(run.resolve(EffectMeasure.FILE))) {
        throw WrongInput.of(
            "RUN: %s does not lie in its run, so it is unknown how its effects were measured; add"
                + " run to {by}",
            source.file());
      }
      first = first == null ? run : first;
      Optional<String> difference = MeasuredWith.read(first).difference(MeasuredWith.read(run));
      if (difference.isPresent()) {
        throw WrongInput.of(
            "RUN: effects that were measured differently cannot be averaged (%s); add run to {by}",
            difference.get());
      }
    }
  }

  private ResultTable table(EffectTables tables) {
    List<String> columns = new ArrayList<>(tables.columns());
    columns.addAll(List.of("images", "rows"));
    for (EffectValue value : values) {
      columns.add(value.column());
      if (intervals) {
        columns.add(value.column() + "_low");
        columns.add(value.column() + "_high");
      }
      columns.add(value.text() + "_deviation");
      columns.add(value.text() + "_median");
      if (value.needsPlacebos()) {
        columns.add(value.text() + "_images");
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    for (EffectTables.Group group : sorted(tables)) {
      List<Object> row = new ArrayList<>(group.group());
      row.add(group.values()[0].length);
      row.add(group.rows());
      for (int v = 0; v < values.size(); v++) {
        add(row, values.get(v), group.values()[v]);
      }
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  /** Sorts the segments of each group of images by the first value, largest first. */
  private List<EffectTables.Group> sorted(EffectTables tables) {
    int whole = (int) by.stream().filter(EffectTables::isOfImages).count();
    Map<List<String>, Integer> order = new HashMap<>();
    List<EffectTables.Group> groups = new ArrayList<>(tables.groups(values));
    groups.forEach(group -> order.putIfAbsent(group.group().subList(0, whole), order.size()));
    groups.sort(
        Comparator.<EffectTables.Group>comparingInt(
                group -> order.get(group.group().subList(0, whole)))
            .thenComparingDouble(
                group -> {
                  double mean = mean(known(group.values()[0]));
                  return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : -mean;
                }));
    return groups;
  }

  private void add(List<Object> row, EffectValue value, double[] ofImages) {
    double[] of = known(ofImages);
    row.add(mean(of));
    if (intervals) {
      double[][] cases = Arrays.stream(of).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
      Interval interval =
          of.length < Interval.FEWEST
              ? Interval.NONE
              : MeanIntervals.of(cases, Bootstrap.seeded(seed))[0];
      row.add(interval.low());
      row.add(interval.high());
    }
    row.add(deviation(of));
    row.add(median(of));
    if (value.needsPlacebos()) {
      row.add(of.length);
    }
  }

  private static double[] known(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length == 0
        ? Double.NaN
        : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
