package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.segmentattribution.analysis.ComparisonOutput;
import org.segmentattribution.analysis.RemovalComparison;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.command.aggregate.CompareFiles;
import org.segmentattribution.command.aggregate.ComparePage;
import org.segmentattribution.command.aggregate.CompareRuns;
import org.segmentattribution.command.aggregate.EffectPair;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.page.TableFormat;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Two models, methods or data sets side by side: which segments gained or lost, class by"
          + " class.",
      ""
    },
    footer = {
      "",
      "Of every segment, over the images in which it occurs: its share of the table's summed",
      "attribution and its rank in both runs, the difference (second minus first) with a 95 %%",
      "bootstrap interval, p of a permutation test, the same adjusted over the segments of the"
          + " class",
      "by Holm's procedure, and an effect size from -1 to 1. Images that both runs have are"
          + " compared",
      "pair by pair (column pairs); runs without a common image as groups (pairs is empty).",
      "elsewhere, what lies outside every segment, is the last row of a class, by its share alone.",
      "Where sat ablate measured both runs in the same way, the excess of each segment's removal"
          + " is",
      "compared, too: a second table and figure, and columns excess_... of compare.csv.",
      "",
      "Examples:",
      "  sat compare runs/biased runs/less-biased --out runs/compared",
      "  sat compare runs/lrp runs/gradient --format markdown"
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN_A", description = "run directory or sat.csv")
  private Path runA;

  @Parameters(index = "1", paramLabel = "RUN_B", description = "run directory or sat.csv")
  private Path runB;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description = "only rows of both that fulfil this; see sat aggregate --help")
  private String where;

  @Option(
      names = "--all-classes",
      description = "all images together, for runs whose classes are not the same")
  private boolean allClasses;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, csv, json or markdown (default: ${DEFAULT-VALUE})")
  private String format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "also write compare.html, a page with what changed, compare.csv, figures/compare.svg and,"
              + " of effects, figures/compare-removal.svg there")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the resamples (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    TableFormat shown = format(format);
    if (out == null) {
      compare(shown);
    } else {
      RunLock.holding(out, () -> compare(shown));
    }
    return 0;
  }

  private Void compare(TableFormat shown) throws IOException {
    RunCheck.tables(runA, System.err::println);
    RunCheck.tables(runB, System.err::println);
    List<SegmentComparison> all =
        CompareRuns.compare(runA, runB, where == null ? "" : where, !allClasses, seed);
    List<Alarm> alarms = CompareRuns.alarms(runA, runB);
    List<Alarm> nothing = CompareRuns.alarms(all);
    Stream.concat(nothing.stream(), alarms.stream())
        .forEach(alarm -> System.err.println("sat: check this first: " + alarm.line()));
    String outside = CompareRuns.note(runA, runB);
    if (!outside.isEmpty()) {
      System.err.println("note: " + outside);
    }
    EffectPair effects = EffectPair.of(runA, runB);
    if (!effects.note().isEmpty()) {
      System.err.println("note: " + effects.note());
    }
    ResultTable table = ComparisonOutput.table(all);
    if (shown != TableFormat.TABLE) {
      System.out.print(shown.text(table));
    } else if (nothing.isEmpty()) {
      System.out.print(shown.text(ComparisonOutput.brief(all)));
    }
    ResultTable removal = RemovalComparison.brief(all);
    boolean removed = !removal.rows().isEmpty();
    if (removed && shown == TableFormat.TABLE) {
      System.out.print(
          "\nWithout the segment: "
              + effects.unit()
              + " lost beyond other places of its shape (excess)\n"
              + shown.text(removal));
    }
    if (out != null) {
      new CompareFiles(runA, runB, where == null ? "" : where, seed)
          .write(out, all, alarms, effects);
      // what other programs read stays alone on the standard output
      (shown == TableFormat.TABLE ? System.out : System.err)
          .println("page: " + out.resolve(ComparePage.FILE));
    }
    return null;
  }

  /** Returns the format with this name. */
  static TableFormat format(String name) {
    try {
      return TableFormat.valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new WrongInput(
          "--format '"
              + name
              + "' is none of table, csv, json, markdown"
              + Spelling.hint(name, List.of("table", "csv", "json", "markdown")));
    }
  }
}
