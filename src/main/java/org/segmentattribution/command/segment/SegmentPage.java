package org.segmentattribution.command.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.command.DrawingFile;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.SegmentReport;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunReporter;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.segmentation.masks.MaskCounts;

/** The page of {@code sat segment}: how often each name was found, and pictures with masks. */
public final class SegmentPage implements RunReporter {
  /** File of the pictures. */
  static final String SHEET = "contact-sheet.svg";

  /** File of the same pictures below each other, for a narrow page. */
  static final String NARROW = "contact-sheet-narrow.svg";

  /** Key in the summary of {@code run.json}: objects of names that were not asked for. */
  static final String UNMATCHED = "unmatched";

  private static final List<RunFile> FILES =
      List.of(
          new RunFile("detections.csv", "how often each name was found"),
          new RunFile(SHEET, "the pictures above"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("inputs.csv", "files that were not simply used, and why"),
          new RunFile("run.json", "configuration, versions and hashes"));

  @Override
  public Set<RunKind> kinds() {
    return Set.of(RunKind.SEGMENT);
  }

  /** Writes the page from {@code detections.csv} and the sheet, without highlights. */
  @Override
  public void rebuild(RunDirectory run, List<String> highlights) throws IOException {
    Map<String, Object> summary = run.manifest().summary();
    Map<String, Integer> unmatched = new TreeMap<>(SegmentNames.BY_CODE_POINT);
    if (summary.get(UNMATCHED) instanceof Map<?, ?> counts) {
      counts.forEach((name, count) -> unmatched.put(name.toString(), ((Number) count).intValue()));
    }
    int segmented = RunSummary.count(summary, "images") - RunSummary.count(summary, "skipped");
    write(run, segmented, MaskCounts.read(run.folder()), unmatched, sheet(run));
  }

  private static Drawing sheet(RunDirectory run) {
    // runs of earlier versions have one file
    boolean narrow = Files.isRegularFile(run.path(NARROW));
    return new Drawing(
        "",
        DrawingFile.read(run.path(SHEET), ""),
        narrow ? DrawingFile.read(run.path(NARROW), "") : "");
  }

  /**
   * Writes the page.
   *
   * @param segmented number of images with masks
   * @param counts of each name
   * @param unmatched objects of names that were not asked for
   * @param sheet the pictures
   */
  static void write(
      RunDirectory run,
      int segmented,
      List<MaskCounts.Count> counts,
      Map<String, Integer> unmatched,
      Drawing sheet)
      throws IOException {
    List<SegmentReport.Count> rows =
        counts.stream()
            .map(
                c ->
                    new SegmentReport.Count(
                        c.segment(), c.images(), c.share(), c.meanScore(), c.meanFraction()))
            .toList();
    SegmentReport report =
        new SegmentReport(segmented, rows, unmatched, sheet, RunProvenance.of(run, FILES));
    HtmlReport.write(report.page(), run.path("report.html"));
  }
}
