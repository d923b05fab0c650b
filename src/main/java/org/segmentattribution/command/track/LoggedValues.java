package org.segmentattribution.command.track;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.analysis.FoundInWords;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.WrittenSummaries;
import org.segmentattribution.report.markdown.MarkdownText;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.store.RunTables;

/**
 * What a server gets to know of a run, with names that it takes.
 *
 * @param parameters flags that had a value
 * @param metrics numbers of the summary and, of runs of {@code explain}, of the tables and effects
 *     of the classes that the page shows
 * @param found what was found, in Markdown; may be empty
 */
record LoggedValues(Map<String, String> parameters, Map<String, Double> metrics, String found) {
  /** Longest value of a parameter that servers of every version take. */
  private static final int LONGEST = 500;

  private static final int LONGEST_NAME = 240;
  private static final String ALL = "all classes";

  /** Reads the tables of a finished run. */
  static LoggedValues of(RunDirectory run) throws IOException {
    LoggedValues values = new LoggedValues(new LinkedHashMap<>(), new LinkedHashMap<>(), "");
    RunManifest manifest = run.manifest();
    manifest.configuration().forEach(values::parameter);
    manifest
        .summary()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                values.metric(number.doubleValue(), name);
              }
            });
    if (manifest.kind() != RunKind.EXPLAIN) {
      return values;
    }
    try (RunTables tables = RunTables.open(run.folder(), manifest.seed())) {
      TableTotals totals = TableTotals.of(tables, 0, Set.of());
      values.metric(totals.overview().correct(), "accuracy");
      totals.groups().forEach(group -> values.add(group, totals));
      RunCheck.effects(run.folder());
      if (Files.isRegularFile(run.path(EffectSummaries.FILE))) {
        Set<String> classes =
            totals.groups().stream().map(ExplainGroup::className).collect(Collectors.toSet());
        WrittenSummaries.read(run.path(EffectSummaries.FILE)).stream()
            .filter(row -> isAll(row) || classes.contains(row.className()))
            .forEach(values::add);
      }
      return new LoggedValues(values.parameters(), values.metrics(), found(totals));
    }
  }

  private void parameter(String name, Object value) {
    if (value == null || value instanceof Map<?, ?>) {
      return;
    }
    String text =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
            : value.toString();
    if (!text.isEmpty()) {
      parameters.put(
          part(name), text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text);
    }
  }

  private void add(ExplainGroup group, TableTotals totals) {
    Map<String, Double> shares = totals.shares(group);
    String of = group.className().isEmpty() ? ALL : group.className();
    for (AggregateRow row : group.rows()) {
      metric(row.relativeMeanRank(), group.method(), of, row.segment(), "mean_rank");
      metric(row.topShare(), group.method(), of, row.segment(), "first");
      metric(
          shares.getOrDefault(row.segment(), Double.NaN),
          group.method(),
          of,
          row.segment(),
          "attribution_share");
      metric(row.images(), group.method(), of, row.segment(), "images");
    }
  }

  private void add(EffectSummary row) {
    String of = isAll(row) ? ALL : row.className();
    metric(row.effect().value(), "removal", of, row.segment(), "effect");
    metric(row.excess().mean().value(), "removal", of, row.segment(), "excess");
    metric(row.shares().flips(), "removal", of, row.segment(), "flip_rate");
  }

  private static boolean isAll(EffectSummary row) {
    return row.className().equals(EffectSummaries.ALL);
  }

  /** Adds a number under a path of names; none where it is missing. */
  private void metric(double value, String... path) {
    if (!Double.isFinite(value)) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (String name : path) {
      parts.add(part(name));
    }
    String whole = String.join("/", parts);
    String name = whole.length() > LONGEST_NAME ? whole.substring(0, LONGEST_NAME) : whole;
    String free = name;
    // names that differ in what a server does not take
    for (int n = 2; metrics.containsKey(free); n++) {
      free = name + "_" + n;
    }
    metrics.put(free, value);
  }

  /** Returns a name of letters, digits, blanks, lines, full stops and hyphens. */
  private static String part(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}_. -]", "_").strip();
    return plain.isEmpty() || plain.matches("\\.+") ? "_" : plain;
  }

  private static String found(TableTotals totals) {
    StringBuilder text = new StringBuilder();
    totals
        .alarms()
        .forEach(a -> text.append("**").append(MarkdownText.plain(a.line())).append("**\n\n"));
    boolean first = true;
    for (String line : FoundInWords.lines(totals)) {
      String words = MarkdownText.plain(line);
      text.append(first ? words + "\n" : line.startsWith("    ") ? "  - " + words : "- " + words);
      text.append('\n');
      first = false;
    }
    return text.toString();
  }
}
