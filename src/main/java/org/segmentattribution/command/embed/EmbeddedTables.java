package org.segmentattribution.command.embed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.analysis.Rule;
import org.segmentattribution.analysis.RuleCheck;
import org.segmentattribution.analysis.RuleResult;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.api.table.RuleOptions;
import org.segmentattribution.api.table.RuleVerdict;
import org.segmentattribution.api.table.SegmentAggregate;
import org.segmentattribution.api.table.SegmentTables;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.store.AggregateCsv;
import org.segmentattribution.table.store.RunTables;
import org.segmentattribution.table.store.SatParquet;

/** Writes files, aggregates rows and checks rules for programs that embed this one. */
public final class EmbeddedTables implements SegmentTables.Service {
  /** For {@link java.util.ServiceLoader}. */
  public EmbeddedTables() {}

  @Override
  public void write(Path file, Stream<SegmentAttribution> rows) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      SatCsv.write(file, rows::iterator);
    } else if (name.endsWith(".parquet")) {
      inFolder(
          rows::iterator,
          folder -> {
            SatParquet.write(folder.resolve("sat.csv"), file);
            return file;
          });
    } else {
      throw new WrongInput(file + ": the name must end in .csv or .parquet");
    }
  }

  @Override
  public List<SegmentAttribution> read(Path csv) throws IOException {
    return SatCsv.read(csv);
  }

  @Override
  public List<SegmentAggregate> aggregate(List<SegmentAttribution> rows, long seed) {
    Map<String, Map<String, Aggregation>> byMethod = new TreeMap<>(SegmentNames.BY_CODE_POINT);
    for (SegmentAttributionTable table : SegmentAttributionTable.group(rows)) {
      byMethod
          .computeIfAbsent(table.method(), m -> new TreeMap<>(SegmentNames.BY_CODE_POINT))
          .computeIfAbsent(table.image().reading().className(), c -> new Aggregation())
          .add(table);
    }
    AggregationOptions options = AggregationOptions.defaults(seed);
    List<SegmentAggregate> aggregates = new ArrayList<>();
    byMethod.forEach(
        (method, classes) ->
            classes.forEach(
                (name, tables) ->
                    tables
                        .rows(method, name, options)
                        .forEach(row -> aggregates.add(aggregate(row)))));
    return aggregates;
  }

  private static SegmentAggregate aggregate(AggregateRow row) {
    return new SegmentAggregate(
        row.method(),
        row.className(),
        row.segment(),
        new SegmentAggregate.Counts(row.images(), row.tables(), row.singles()),
        new SegmentAggregate.Means(row.relativeMeanAttribution(), row.relativeMeanRank()),
        new SegmentAggregate.Means(row.absoluteMeanAttribution(), row.absoluteMeanRank()),
        new SegmentAggregate.Spread(
            row.rankLow(),
            row.rankHigh(),
            row.topShare(),
            row.signs().forShare(),
            row.signs().direction().text()));
  }

  @Override
  public void writeAggregates(Path csv, List<SegmentAttribution> rows, long seed)
      throws IOException {
    inFolder(
        rows,
        folder -> {
          try (RunTables tables = RunTables.open(folder, seed)) {
            AggregateCsv.write(csv, tables.aggregates());
          }
          return csv;
        });
  }

  @Override
  public List<RuleVerdict> check(
      List<SegmentAttribution> rows, RuleOptions options, List<String> rules) throws IOException {
    List<Rule> parsed = rules.stream().map(Rule::parse).toList();
    RuleCheck check = new RuleCheck(options.confident(), options.allowMissing(), options.seed());
    return inFolder(rows, folder -> check.of(folder, parsed)).stream()
        .map(EmbeddedTables::verdict)
        .toList();
  }

  private static RuleVerdict verdict(RuleResult result) {
    return new RuleVerdict(
        result.rule().text(),
        result.method(),
        result.passed(),
        result.mean(),
        result.low(),
        result.high(),
        result.inWords());
  }

  /** Uses rows on disk. */
  @FunctionalInterface
  private interface FolderUse<T> {
    T use(Path folder) throws IOException;
  }

  /** Keeps rows in a folder like that of a run while they are used. */
  private static <T> T inFolder(Iterable<SegmentAttribution> rows, FolderUse<T> use)
      throws IOException {
    Path folder = Files.createTempDirectory("sat-rows");
    try {
      SatCsv.write(folder.resolve("sat.csv"), rows);
      return use.use(folder);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }
}
