package org.segmentattribution.experiment.bar;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.segmentattribution.analysis.ComparisonOutput;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.command.aggregate.ComparePage;
import org.segmentattribution.command.aggregate.CompareRuns;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.report.page.BarReport;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.TableFormat;
import org.segmentattribution.run.RunDirectory;

/** Writes comparison, figure and page of an experiment on BAR from the tables in its directory. */
public final class BarReporter {
  private static final List<RunFile> FILES =
      List.of(
          new RunFile("accuracy.csv", "both classifiers on both sets"),
          new RunFile("compare.csv", "every segment in both, with intervals and p-values"),
          new RunFile("figures/compare.svg", "the strongest segments side by side"),
          new RunFile("biased/report.html", "the biased classifier: images, tables, figures"),
          new RunFile("less-biased/report.html", "the less biased one"),
          new RunFile("seen-in-training.txt", "test images that the less biased one learned from"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("inputs.csv", "files that were not simply used, and why"),
          new RunFile("run.json", "configuration, versions and hashes"));

  private BarReporter() {}

  /** Writes everything. */
  public static void write(RunDirectory directory) throws IOException {
    List<SegmentComparison> all =
        CompareRuns.compare(
            directory.path(BarModels.BIASED),
            directory.path(BarModels.LESS_BIASED),
            "",
            true,
            directory.manifest().seed());
    String csv = TableFormat.CSV.text(ComparisonOutput.table(all));
    ReplacedFile.write(directory.path("compare.csv"), file -> Files.writeString(file, csv));
    String figure = ComparisonOutput.figure(BarModels.BIASED, BarModels.LESS_BIASED, all).svg();
    directory.write("figures/compare.svg", figure);
    List<BarReport.Score> scores =
        BarAccuracy.read(directory.path(BarAccuracy.FILE)).stream()
            .map(
                a ->
                    new BarReport.Score(
                        a.model(),
                        a.set(),
                        a.images(),
                        a.share(),
                        a.interval().low(),
                        a.interval().high()))
            .toList();
    HtmlReport.write(
        new BarReport(
                scores,
                ComparePage.rows(all),
                watched(directory),
                figure,
                RunProvenance.of(directory, FILES))
            .page(),
        directory.path("report.html"));
  }

  private static List<String> watched(RunDirectory directory) {
    return directory.manifest().configuration().get("watch") instanceof List<?> names
        ? names.stream().map(n -> SegmentNames.normalise(n.toString())).toList()
        : List.of();
  }
}
