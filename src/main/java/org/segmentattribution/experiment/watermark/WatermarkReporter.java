package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.report.figure.PrevalenceFigure;
import org.segmentattribution.report.figure.RankBarsPanel;
import org.segmentattribution.report.page.Block.Figure;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.ReportPage;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.WatermarkReport;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.table.AggregateRow;

/**
 * Writes figures, tables and page of a watermark experiment from the tables in its run directory.
 */
public final class WatermarkReporter {
  private static final List<RunFile> FILES =
      List.of(
          new RunFile(
              "prevalence.csv", "accuracies and the watermark's rank, one row a classifier"),
          new RunFile("segments.csv", "every segment at every prevalence, with intervals"),
          new RunFile("signals.csv", "what shows the shortcut, and from which prevalence on"),
          new RunFile("figures/prevalence.svg", "rank and accuracy over prevalence"),
          new RunFile("figures/rank-panel.svg", "ranks of all segments at each prevalence"),
          new RunFile("agreement.csv", "tables of the segmenter's masks against exact ones"),
          new RunFile("scenes/contact-sheet.png", "the drawn pictures"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("inputs.csv", "files that were not simply used, and why"),
          new RunFile("run.json", "configuration, versions and hashes"));

  private WatermarkReporter() {}

  /** Writes everything and returns the page. */
  public static ReportPage write(RunDirectory directory) throws IOException {
    WatermarkResults results = WatermarkResults.read(directory);
    SegmentsCsv.write(directory.path("segments.csv"), results.ranks());
    WatermarkReadings.write(directory.path("signals.csv"), results.readings());
    directory.write(
        "figures/prevalence.svg",
        PrevalenceFigure.svg(
            WatermarkSettings.WATERMARK, results.points(), results.seeds(), results.signals()));
    directory.write(
        "figures/rank-panel.svg",
        RankBarsPanel.svg(results.ranks(), Set.of(WatermarkSettings.WATERMARK)));
    ReportPage page = page(directory, results);
    HtmlReport.write(page, directory.path("report.html"));
    return page;
  }

  /** Returns the page of a finished run. */
  static ReportPage page(RunDirectory directory) throws IOException {
    return page(directory, WatermarkResults.read(directory));
  }

  private static ReportPage page(RunDirectory directory, WatermarkResults results)
      throws IOException {
    AggregateRow any = results.ranks().get(0).rows().get(0);
    return new WatermarkReport(
            new WatermarkReport.Subject(WatermarkSettings.WATERMARK, any.className(), any.method()),
            new WatermarkReport.Results(
                results.points(), results.seeds(), results.ranks(), results.readings()),
            samples(directory, results),
            agreement(directory),
            RunProvenance.of(directory, FILES))
        .page();
  }

  private static List<WatermarkReport.Agreement> agreement(RunDirectory directory)
      throws IOException {
    return SegmenterAgreement.read(directory).stream()
        .map(
            row ->
                new WatermarkReport.Agreement(
                    row.prevalence(), row.images(), row.tau(), row.imageTau()))
        .toList();
  }

  private static List<WatermarkReport.SamplePair> samples(
      RunDirectory directory, WatermarkResults results) throws IOException {
    List<WatermarkReport.SamplePair> pairs = new ArrayList<>();
    double least = results.points().get(0).prevalence();
    double most = results.points().get(results.points().size() - 1).prevalence();
    for (int image = 1; image <= WatermarkSamples.IMAGES; image++) {
      List<Figure> figures =
          SampleFigures.read(
              directory,
              "overlay-" + image + "-",
              "An image of the watermarked test set with its padded segments, the attribution over"
                  + " it, and its table.");
      if (figures.size() == 2) {
        pairs.add(
            new WatermarkReport.SamplePair(
                figures.get(0),
                figures.get(1),
                SampleFigures.lit(directory, figures, List.of(least, most))));
      }
    }
    return pairs;
  }
}
