package org.segmentattribution.command.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.segmentattribution.analysis.MethodAgreements;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.command.open.MeasuredQuality;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.AnswerView;
import org.segmentattribution.report.answer.ClassSentence;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.report.page.ExplainReport;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.Removal;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.SkippedCount;
import org.segmentattribution.report.page.TableFormat;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.table.SkippedSegment;
import org.segmentattribution.table.store.RunTables;

/** Writes figures and page of an {@code explain} run from the tables in its directory. */
public final class ExplainReporter {
  private static final List<RunFile> FILES =
      List.of(
          new RunFile("sat.csv", "every row: image, method, segment"),
          new RunFile("sat.parquet", "the same"),
          new RunFile("aggregate.csv", "method, class, segment: means and ranks"),
          new RunFile("method-agreement.csv", "every two methods, in each class"),
          new RunFile("effects-summary.csv", "what the removal of each segment does, with tests"),
          new RunFile("effects.csv", "every filling of a segment or of another place"),
          new RunFile("counterfactuals.csv", "which sets of segments change the prediction"),
          new RunFile("cof.csv", "how often each segment is in such a set"),
          new RunFile("figures/overlay-001.svg", "an image under every method; others follow it"),
          new RunFile(
              "figures/photographs/index.json", "the photographs above, with their outlines"),
          new RunFile("skipped-segments.csv", "segments that were found but have no row"),
          new RunFile("segments-quality.csv", "how good the masks of each segment seem"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("inputs.csv", "files that were not simply used, and why"),
          new RunFile("run.json", "configuration, versions and hashes"));

  private ExplainReporter() {}

  /** Draws single images; needs the run that explained them. */
  static void drawSamples(
      RunDirectory directory, List<ExplainedSample> samples, SegmentColours colours)
      throws IOException {
    int number = 0;
    for (ExplainedSample sample : samples) {
      String stem = String.format(Locale.ROOT, "figures/overlay-%03d", ++number);
      String title =
          sample.table().image().path()
              + ": "
              + sample.table().image().target()
              + " by "
              + sample.table().method();
      Drawing drawing = Overlays.of(sample, title, highlights(directory), colours);
      directory.write(stem + ".svg", drawing.wide());
      directory.write(stem + "-narrow.svg", drawing.narrow());
    }
  }

  /** Returns the segments that a run highlights. */
  public static Set<String> highlights(RunDirectory directory) {
    Object names = directory.manifest().configuration().get("highlight");
    return names instanceof List<?> list
        ? names(list.stream().map(Object::toString).toList())
        : Set.of();
  }

  /** Returns names in the form that rows have. */
  static Set<String> names(List<String> written) {
    return written.stream().map(SegmentNames::normalise).collect(Collectors.toSet());
  }

  /** Returns what makes masks of a run doubtful, by segment; empty where nothing was measured. */
  private static Map<String, String> doubtfulMasks(RunDirectory directory) throws IOException {
    return MeasuredQuality.doubts(directory.folder());
  }

  /** Returns what is known of a run beside its rows. */
  public static TableTotals.Known known(RunDirectory directory) throws IOException {
    Object classes = directory.manifest().configuration().get(RunManifest.MODEL_CLASSES);
    return new TableTotals.Known(
        classes instanceof Number number ? number.intValue() : 0, doubtfulMasks(directory));
  }

  /** Collects what the rows of a run show, with its highlighted segments. */
  static TableTotals totals(RunDirectory directory, RunTables tables) throws IOException {
    RunDetails details = RunProvenance.of(directory, FILES);
    return TableTotals.of(tables, failedImages(details), highlights(directory), known(directory));
  }

  /**
   * Writes figures and page again from the tables of a finished run.
   *
   * @param highlights segments to highlight
   */
  static void rebuild(RunDirectory directory, Set<String> highlights) throws IOException {
    RunDetails details = RunProvenance.of(directory, FILES);
    TableTotals totals;
    try (RunTables tables = RunTables.open(directory.folder(), directory.manifest().seed())) {
      totals = TableTotals.of(tables, failedImages(details), highlights, known(directory));
    }
    write(directory, totals);
  }

  /**
   * Writes figures and page.
   *
   * @return reasons to doubt the tables as a whole, in sentences
   */
  static List<String> write(RunDirectory directory, TableTotals totals) throws IOException {
    RunDetails details = RunProvenance.of(directory, FILES);
    Set<String> highlights = totals.highlights();
    Removal removal = RemovalFiles.read(directory, totals);
    int number = 0;
    for (ExplainGroup group : totals.groups()) {
      String stem = String.format(Locale.ROOT, "figures/%02d-", ++number);
      for (Block.Figure figure : group.figures()) {
        directory.write(stem + figure.drawing().kind() + ".svg", figure.svg());
        if (figure.other() != null) {
          Drawing other = figure.other().drawing();
          directory.write(stem + other.kind() + ".svg", other.wide());
        }
      }
      boolean first = group.method().equals(totals.groups().get(0).method());
      Block.Figure removed = first ? removal.figures().get(group.className()) : null;
      if (removed == null) {
        // of effects that are gone
        Files.deleteIfExists(directory.path(stem + "removal.svg"));
      } else {
        directory.write(stem + "removal.svg", removed.svg());
      }
    }
    List<Block> agreement = agreement(directory, totals.agreements());
    List<String> alarms = totals.alarms().stream().map(Alarm::line).toList();
    ExplainReport report =
        new ExplainReport(
            totals.overview(),
            new ExplainReport.Results(
                totals.groups(),
                answers(totals, removal),
                agreement,
                skipped(directory),
                RatingFiles.read(directory),
                removal),
            PhotographFiles.forPage(directory),
            highlights,
            new ExplainReport.Doubts(totals.alarms(), totals.caveats(), doubtfulMasks(directory)),
            details);
    HtmlReport.write(report.page(), directory.path("report.html"));
    return alarms;
  }

  private static AnswerView answers(TableTotals totals, Removal removal) {
    String model = totals.overview().model();
    return AnswerView.of(
        totals.answers(),
        totals.answers().stream()
            .map(answer -> ClassSentence.of(answer, model, removal.of(answer.className())))
            .toList());
  }

  private static List<Block> agreement(RunDirectory directory, List<MethodAgreements> all)
      throws IOException {
    if (all.isEmpty()) {
      return List.of();
    }
    directory.write("method-agreement.csv", TableFormat.CSV.text(MethodAgreements.table(all)));
    List<Block> blocks = new ArrayList<>();
    for (MethodAgreements of : all) {
      blocks.add(new Block.Text(of.sentence()));
    }
    for (Map.Entry<String, Block.Figure> figure : all.get(0).figures().entrySet()) {
      directory.write("figures/" + figure.getKey(), figure.getValue().svg());
      blocks.add(figure.getValue());
    }
    return blocks;
  }

  private static int failedImages(RunDetails details) {
    return (int) details.failures().stream().map(Failure::image).distinct().count();
  }

  private static List<SkippedCount> skipped(RunDirectory directory) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (SkippedSegment s : SkippedSegment.read(directory.path("skipped-segments.csv"))) {
      counts.merge(s.segment() + '\0' + s.reason(), 1, Integer::sum);
    }
    List<SkippedCount> skipped = new ArrayList<>();
    counts.forEach(
        (key, images) -> {
          String[] parts = key.split("\0");
          skipped.add(new SkippedCount(parts[0], parts[1], images));
        });
    return skipped;
  }
}
