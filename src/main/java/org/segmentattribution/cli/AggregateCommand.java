package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.command.aggregate.AggregateEffects;
import org.segmentattribution.command.aggregate.AggregateRuns;
import org.segmentattribution.command.aggregate.AggregateSettings;
import org.segmentattribution.command.aggregate.ShortColumns;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.page.TableFormat;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.statistics.WilcoxonSignedRank;
import org.segmentattribution.table.importance.Importance;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.EffectValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sat aggregate}. */
@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Group and filter the tables of finished runs by any columns; the runs' own rows stay as"
          + " they are.",
      ""
    },
    footer = {
      "",
      "Columns for --by and --where: those of sat.csv, and run (as given), class (the label, or",
      "what --target positives explained), correct (the model gives the label), table_rows (rows of",
      "the image's table), attribution_share (of the table's summed mean_attribution). --where leaves",
      "rows out and their ranks as they are.",
      "relative: mean over the images in which a segment occurs; absolute: over all images that are",
      "left, where a missing segment has attribution 0 and the rank after the table's last.",
      "",
      "With --value effect, excess, placebo or flip_rate, the rows of effects.csv are grouped, which",
      "sat ablate adds to a run; --by and --where take its columns and run. A mean is over the images",
      "with the segment, and over the fills. Effects belong to no method.",
      "",
      "Examples:",
      "  sat aggregate runs/explain --by method,segment,position --value rank --aggregation relative",
      "  sat aggregate runs/a runs/b --by run,method,segment --where \"mask_fraction > 0.01 and correct\"",
      "  sat aggregate runs/explain --by method,class,segment --format csv > by-class.csv",
      "  sat aggregate runs/explain --by method,segment --value homogeneity",
      "  sat aggregate runs/explain --by class,segment --value excess,flip_rate",
      "  sat aggregate runs/explain --by segment,fill --value effect --where \"margin > 0\""
    })
final class AggregateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "run directories, or their sat.csv or sat.parquet; of effects, effects.csv")
  private List<Path> runs;

  @Option(
      names = "--by",
      paramLabel = "COLUMNS",
      description = "columns to group by, with commas between them (default: ${DEFAULT-VALUE})")
  private NameList by;

  @Option(
      names = "--pool",
      paramLabel = "COLUMNS",
      description =
          "allow means over several values of these, which --by does not tell apart: method, model,"
              + " target, run; without it such a call is refused, but for the parts of one run"
              + " (--shard)")
  private NameList pool;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description = "only rows that fulfil this, such as \"mask_fraction > 0.01 and correct\"")
  private String where;

  @Option(
      names = "--value",
      paramLabel = "NAMES",
      description =
          "what is averaged: mean (the mean attribution), rank, calibrated_rank, shift_share,"
              + " attribution_share; or aggregates of whole tables: median, trimmed_mean, lime,"
              + " average, homogeneity, borda, kemeny; or, of effects, effect, excess, placebo, flip_rate"
              + " (default: ${DEFAULT-VALUE})")
  private NameList value;

  @Option(
      names = "--aggregation",
      paramLabel = "HOW",
      description = "relative, absolute or both (default: ${DEFAULT-VALUE})")
  private String aggregation;

  @Option(
      names = "--vocabulary",
      paramLabel = "NAMES",
      description = "segments to list even where they never occur")
  private NameList vocabulary;

  @Option(
      names = "--no-intervals",
      description =
          "leave the 95 %% intervals out (bootstrap over images; from 5000 on, normal approximation)")
  private boolean noIntervals;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, csv, json or markdown (default: ${DEFAULT-VALUE})")
  private String format;

  @Option(
      names = "--all-columns",
      description =
          "all columns in a table, too; without it, it has names, images, means, intervals and"
              + " direction, and fits the terminal (the other formats always have all columns)")
  private boolean allColumns;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the bootstrap (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "also write aggregate.csv there, and of each group the tests of all pairs (pairs.csv,"
              + " critical-difference.json) and critical-difference diagrams (figures), by the"
              + " first --value, absolute; of effects, aggregate.csv alone")
  private Path out;

  @Option(
      names = "--alpha",
      paramLabel = "P",
      description = "level of the tests (default: ${DEFAULT-VALUE})")
  private double alpha;

  @Option(
      names = "--correction",
      paramLabel = "NAME",
      description =
          "of the threshold: holm (alpha / (k - 1), as aeon), bonferroni, none"
              + " (default: ${DEFAULT-VALUE})")
  private CriticalDifferenceOptions.Correction correction;

  @Option(
      names = "--wilcoxon",
      paramLabel = "RULE",
      description =
          "p-values under ties and zeros as in scipy from 1.15 on (modern) or before 1.14 (legacy)"
              + " (default: ${DEFAULT-VALUE})")
  private WilcoxonSignedRank.Rule wilcoxon;

  @Option(
      names = "--tests",
      paramLabel = "MODE",
      description =
          "aeon: one-sided, one threshold; strict: two-sided, Holm's procedure, every pair of a bar"
              + " (default: ${DEFAULT-VALUE})")
  private CriticalDifferenceOptions.Mode tests;

  @Option(
      names = "--highlight",
      paramLabel = "NAMES",
      description = "segments to stress in the figures")
  private NameList highlight;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    TableFormat shown = CompareCommand.format(format);
    CommonOptions.require(alpha > 0 && alpha < 1, "--alpha must be above 0 and below 1");
    CommonOptions.require(
        List.of("relative", "absolute", "both").contains(aggregation),
        "--aggregation '"
            + aggregation
            + "' is none of relative, absolute, both"
            + Spelling.hint(aggregation, List.of("relative", "absolute", "both")));
    CommonOptions.require(
        !value.names().isEmpty(), "--value names nothing; --value mean is the mean attribution");
    List<EffectValue> effects =
        value.names().stream()
            .flatMap(name -> EffectValue.named(name).stream())
            .distinct()
            .toList();
    if (!effects.isEmpty()) {
      return aggregateEffects(effects, shown);
    }
    AggregateSettings settings =
        new AggregateSettings(
            runs,
            by.names(),
            pool == null ? List.of() : pool.names(),
            where == null ? "" : where,
            vocabulary == null ? List.of() : vocabulary.names(),
            new AggregateSettings.Means(
                values(),
                value.names().stream()
                    .flatMap(name -> Importance.named(name).stream())
                    .distinct()
                    .toList(),
                !aggregation.equals("absolute"),
                !aggregation.equals("relative"),
                !noIntervals,
                seed));
    if (out == null) {
      aggregate(settings, shown);
    } else {
      RunLock.holding(out, () -> aggregate(settings, shown));
    }
    return 0;
  }

  private int aggregateEffects(List<EffectValue> values, TableFormat shown) throws IOException {
    CommonOptions.require(
        value.names().stream().allMatch(name -> EffectValue.named(name).isPresent()),
        "--value takes effects or attributions, not both: " + String.join(",", value.names()));
    CommonOptions.require(
        !aggregation.equals("absolute") && vocabulary == null,
        "effects are averaged over the images with a segment: leave --aggregation absolute and"
            + " --vocabulary out");
    List<String> columns = by.names().stream().filter(name -> !name.equals("method")).toList();
    if (columns.size() < by.names().size()) {
      System.err.println(
          "note: effects belong to no method; grouped by " + String.join(",", columns));
    }
    AggregateEffects effects =
        new AggregateEffects(
            runs,
            columns,
            pool == null ? List.of() : pool.names(),
            where == null ? "" : where,
            values,
            !noIntervals,
            seed);
    if (out == null) {
      aggregateEffects(effects, shown);
    } else {
      RunLock.holding(out, () -> aggregateEffects(effects, shown));
    }
    return 0;
  }

  private Void aggregateEffects(AggregateEffects effects, TableFormat shown) throws IOException {
    for (Path run : runs) {
      RunCheck.tables(run, System.err::println);
    }
    ResultTable table = effects.table();
    print(table, shown);
    if (out != null) {
      Files.createDirectories(out);
      String csv = TableFormat.CSV.text(table);
      ReplacedFile.write(out.resolve("aggregate.csv"), part -> Files.writeString(part, csv));
    }
    return null;
  }

  private Void aggregate(AggregateSettings settings, TableFormat shown) throws IOException {
    for (Path run : runs) {
      RunCheck.tables(run, System.err::println);
    }
    try (AggregateRuns tables = AggregateRuns.open(settings)) {
      ResultTable aggregates = tables.table();
      print(aggregates, shown);
      tables.notes().forEach(note -> System.err.println("note: " + note));
      if (out != null) {
        tables.write(
            out,
            aggregates,
            new CriticalDifferenceOptions(alpha, correction, wilcoxon, tests, false),
            highlight == null ? Set.of() : Set.copyOf(highlight.names()));
      }
    }
    return null;
  }

  private void print(ResultTable table, TableFormat shown) {
    boolean all = allColumns || shown != TableFormat.TABLE;
    // a file takes lines of any length
    int width = System.console() == null ? 0 : spec.usageMessage().width();
    System.out.print(shown.text(all ? table : ShortColumns.of(table, width)));
    if (!all && width > 0) {
      System.err.println("note: --all-columns shows all " + table.columns().size() + " columns");
    }
  }

  private List<AggregateValue> values() {
    try {
      return value.names().stream()
          .filter(name -> Importance.named(name).isEmpty())
          .map(AggregateValue::named)
          .distinct()
          .toList();
    } catch (WrongInput e) {
      throw WrongInput.in("value", e);
    }
  }
}
