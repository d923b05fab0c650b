package org.segmentattribution.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.Grouping;
import org.segmentattribution.table.store.NameAggregate;
import org.segmentattribution.table.store.NameMatrix;
import org.segmentattribution.table.store.TableStore;

/**
 * {@code sat check}: checks whether rules hold in a run.
 *
 * @param confident whether the whole interval must fulfil a rule, and not only its mean
 * @param allowMissing whether a rule on a segment that occurs nowhere counts as fulfilled
 * @param seed of the bootstrap
 */
public record RuleCheck(boolean confident, boolean allowMissing, long seed) {
  private static final Grouping BY = Grouping.by(List.of("method", "segment"));

  /**
   * Returns a result for each rule and method, in the order of the rules.
   *
   * @throws WrongInput where the run cannot be read, or a rule names a class or method that it does
   *     not have
   */
  public List<RuleResult> of(Path run, List<Rule> rules) throws IOException {
    List<RuleResult> results = new ArrayList<>();
    try (TableStore store = open(run)) {
      EffectRules effects = null;
      for (Rule rule : rules) {
        if (rule.measure().effect() != null) {
          effects = effects == null ? EffectRules.read(run, rule) : effects;
          double[] values = effects.values(rule);
          int found = effects.found(rule);
          RuleResult result = result(rule, "removal", values, found, effects.segments());
          results.add(result.without(effects.whyNoExcess()));
        } else {
          results.addAll(check(rule, store));
        }
      }
    }
    return results;
  }

  private static TableStore open(Path run) {
    try {
      return TableStore.open(List.of(run));
    } catch (IOException e) {
      throw WrongInput.of("RUN: %s", e);
    }
  }

  private static List<String> segments(TableStore store) {
    return GroupedTables.of(store, BY, List.of(AggregateValue.ATTRIBUTION), "", List.of())
        .aggregates()
        .stream()
        .map(of -> of.name().get(0))
        .distinct()
        .toList();
  }

  private static GroupedTables tables(TableStore store, Rule rule) {
    String where =
        rule.className() == null ? "" : "class = '" + rule.className().replace("'", "''") + "'";
    try {
      return GroupedTables.of(
          store, BY, List.of(rule.measure().value()), where, List.of(rule.segment()));
    } catch (WrongInput e) {
      throw rule.className() == null
          ? WrongInput.of("RUN: %s", e)
          : WrongInput.of(
              "{rule} '%s': no image of class '%s'%s",
              rule.text(), rule.className(), Spelling.hint(rule.className(), store.classes()));
    }
  }

  private List<RuleResult> check(Rule rule, TableStore store) {
    GroupedTables tables = tables(store, rule);
    TreeSet<String> methods = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    tables.aggregates().stream().map(NameAggregate::group).forEach(g -> methods.add(g.get(0)));
    if (rule.method() != null && !methods.contains(rule.method())) {
      throw WrongInput.of(
          "{rule} '%s': no method '%s'; the run has %s%s",
          rule.text(),
          rule.method(),
          String.join(", ", methods),
          Spelling.hint(rule.method(), methods));
    }
    return methods.stream()
        .filter(method -> rule.method() == null || rule.method().equals(method))
        .map(method -> check(rule, method, tables, store))
        .toList();
  }

  private RuleResult check(Rule rule, String method, GroupedTables tables, TableStore store) {
    boolean outside = isOutside(rule, tables);
    NameMatrix matrix = matrix(tables, method, rule.measure().value(), outside);
    int column = matrix.names().indexOf(List.of(rule.segment()));
    double[] attributions =
        column(matrix(tables, method, AggregateValue.ATTRIBUTION, outside).relative(), column);
    // a segment alone in its table has an attribution, but no rank
    int found = present(attributions);
    double[] values =
        rule.measure() == Rule.Measure.DETECTED
            ? Arrays.stream(attributions).map(v -> Double.isNaN(v) ? 0 : 1).toArray()
            : column(rule.measure().isRelative() ? matrix.relative() : matrix.absolute(), column);
    List<String> others = found > 0 ? List.of() : segments(store);
    return result(rule, method, values, found, others);
  }

  /**
   * Returns whether a rule is about what lies outside every segment.
   *
   * @throws WrongInput where it asks for a rank, which only segments have
   */
  private static boolean isOutside(Rule rule, GroupedTables tables) {
    boolean outside =
        rule.segment().equals(SegmentNames.ELSEWHERE)
            && tables.aggregates().stream().anyMatch(NameAggregate::isElsewhere);
    if (outside && rule.measure().value().isRank()) {
      throw WrongInput.of(
          "{rule} '%s': elsewhere is what lies outside every segment and has no rank; take"
              + " elsewhere.attribution_share, elsewhere.attribution or elsewhere.shift_share",
          rule.text());
    }
    return outside;
  }

  private static NameMatrix matrix(
      GroupedTables tables, String method, AggregateValue value, boolean outside) {
    return outside
        ? tables.elsewhere(List.of(method), value)
        : tables.matrix(List.of(method), value);
  }

  /**
   * Compares the mean of values with a rule's limit.
   *
   * @param others all segments, one of which may have been meant where the rule's is not found
   */
  private RuleResult result(
      Rule rule, String method, double[] values, int found, Collection<String> others) {
    double[] means =
        cases(rule, values, found) < Interval.FEWEST
            ? new double[0]
            : Bootstrap.seeded(seed).sortedMeans(values);
    double mean = Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    double low = Bootstrap.percentile(means, 0.025);
    double high = Bootstrap.percentile(means, 0.975);
    double sureness =
        Arrays.stream(means)
            .map(m -> rule.comparison().holds(m, rule.limit()) ? 1 : 0)
            .average()
            .orElse(Double.NaN);
    boolean holds = rule.comparison().holds(mean, rule.limit());
    if (confident) {
      holds &= rule.comparison().holds(low, rule.limit());
      holds &= rule.comparison().holds(high, rule.limit());
    }
    boolean passed = Double.isNaN(mean) ? allowMissing && found == 0 : holds;
    return new RuleResult(
        rule,
        method,
        values.length,
        found,
        new RuleResult.Measured(mean, new Interval(low, high, 0), sureness),
        passed,
        found > 0 || others.contains(rule.segment()) ? "" : Spelling.hint(rule.segment(), others));
  }

  /** Returns the number of images that show the spread of the segment. */
  private static int cases(Rule rule, double[] values, int found) {
    return rule.measure() == Rule.Measure.DETECTED
        ? values.length
        : Math.min(found, present(values));
  }

  private static int present(double[] values) {
    return (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }
}
