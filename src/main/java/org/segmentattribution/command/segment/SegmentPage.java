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
import org.segmentattribution.report.page.SegmentQuality;
import org.segmentattribution.report.page.SegmentReport;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunReporter;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.segmentation.masks.MaskCounts;
import org.segmentattribution.segmentation.quality.QualityFile;

/** The page of {@code sat segment}: how often each name was found, and pictures with masks. */
public final class SegmentPage implements RunReporter {
  /** File of the pictures. */
  static final String SHEET = "contact-sheet.svg";

  /** File of the same pictures below each other, for a narrow page. */
  static final String NARROW = "contact-sheet-narrow.svg";

  /** File of pictures of doubtful names. */
  static final String DOUBTFUL = "doubtful-masks.svg";

  /** File of the same pictures below each other. */
  static final String DOUBTFUL_NARROW = "doubtful-masks-narrow.svg";

  /** Key in the summary of {@code run.json}: objects of names that were not asked for. */
  static final String UNMATCHED = "unmatched";

  /** Key in the summary of {@code run.json}: what the measured quality depends on. */
  static final String QUALITY_CALL = "quality_of";

  /** Key in the summary of {@code run.json}: what was tested and compared. */
  static final String QUALITY = "quality";

  private static final List<RunFile> FILES =
      List.of(
          new RunFile("detections.csv", "how often each name was found"),
          new RunFile(QualityFile.NAME, "how good the masks of each name seem"),
          new RunFile(SHEET, "the pictures above"),
          new RunFile(DOUBTFUL, "pictures of names whose masks are doubtful"),
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
    write(
        run,
        segmented,
        MaskCounts.read(run.folder()),
        unmatched,
        sheet(run, SHEET, NARROW),
        QualityWords.of(run.folder(), QualityWords.account(run), doubtful(run)));
  }

  private static Drawing sheet(RunDirectory run, String file, String narrowFile) {
    // runs of earlier versions have one file
    boolean narrow = Files.isRegularFile(run.path(narrowFile));
    return new Drawing(
        "",
        DrawingFile.read(run.path(file), ""),
        narrow ? DrawingFile.read(run.path(narrowFile), "") : "");
  }

  private static Drawing doubtful(RunDirectory run) {
    return Files.isRegularFile(run.path(DOUBTFUL)) ? sheet(run, DOUBTFUL, DOUBTFUL_NARROW) : null;
  }

  /**
   * Writes the page.
   *
   * @param segmented number of images with masks
   * @param counts of each name
   * @param unmatched objects of names that were not asked for
   * @param sheet the pictures
   * @param quality what seems wrong with the masks
   */
  static void write(
      RunDirectory run,
      int segmented,
      List<MaskCounts.Count> counts,
      Map<String, Integer> unmatched,
      Drawing sheet,
      SegmentQuality quality)
      throws IOException {
    List<SegmentReport.Count> rows =
        counts.stream()
            .map(
                c ->
                    new SegmentReport.Count(
                        c.segment(), c.images(), c.share(), c.meanScore(), c.meanFraction()))
            .toList();
    SegmentReport report =
        new SegmentReport(segmented, rows, unmatched, sheet, quality, RunProvenance.of(run, FILES));
    HtmlReport.write(report.page(), run.path("report.html"));
  }
}
