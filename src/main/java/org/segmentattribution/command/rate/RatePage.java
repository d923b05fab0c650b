package org.segmentattribution.command.rate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.rating.Against;
import org.segmentattribution.rating.Candidate;
import org.segmentattribution.rating.RatingChoice;
import org.segmentattribution.rating.RatingCsv;
import org.segmentattribution.rating.RatingRow;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.RateReport;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.run.RatingRecord;
import org.segmentattribution.run.RunDirectory;

/** Writes the page of a rating. */
final class RatePage {
  private static final List<RunFile> FILES =
      List.of(
          new RunFile(RatingCsv.FILE, "a row a method and column, and rows of a ruler"),
          new RunFile(RatingCsv.BY_IMAGE, "the scores of each image"),
          new RunFile(RatingCsv.BY_MAP, "the tests of each map"),
          new RunFile(RatingRecord.FILE, "the choice, and how it was made"),
          new RunFile("report.html", "the page of the run"));

  private RatePage() {}

  static void write(
      RunDirectory directory,
      RateSettings settings,
      List<RatingRow> rows,
      List<RatingChoice> choices)
      throws IOException {
    RunDetails of = RunProvenance.of(directory, FILES);
    List<Entry> entries = new ArrayList<>();
    settings.asMap().forEach((name, value) -> entries.add(new Entry(name, value.toString())));
    int images =
        rows.stream().mapToInt(r -> r.scores().get(Against.EFFECT).images()).max().orElse(0);
    RateReport report =
        new RateReport(
            images,
            choices.stream().map(RatePage::choice).toList(),
            rows.stream().map(RatePage::row).toList(),
            new RunDetails(List.of(), entries, FILES, of.provenance()));
    HtmlReport.write(report.page(), directory.path(RatingRecord.PAGE));
  }

  private static RateReport.Choice choice(RatingChoice choice) {
    Candidate candidate = choice.candidate();
    return new RateReport.Choice(
        choice.against().text(),
        candidate == null ? null : candidate.method(),
        candidate == null ? null : candidate.column(),
        new RateReport.Scores(
            choice.chosen(), choice.confirmed(), choice.size().score(), choice.lead()));
  }

  private static RateReport.Row row(RatingRow row) {
    Candidate candidate = row.candidate();
    String column = RateReport.words(candidate.column());
    return new RateReport.Row(
        candidate.isRuler() ? column : candidate.method() + " " + column,
        candidate.isRuler(),
        row.scores().get(Against.EFFECT).all(),
        new RateReport.Others(
            row.scores().get(Against.EFFECT).images(),
            row.scores().get(Against.PER_PIXEL).all().value(),
            row.scores().get(Against.EXCESS).all().value(),
            row.checks().srgMean(),
            row.checks().randomisation()),
        row.flag());
  }
}
