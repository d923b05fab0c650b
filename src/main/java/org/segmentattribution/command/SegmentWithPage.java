package org.segmentattribution.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.figure.ContactSheet;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.SegmentReport;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunSummary;

/** {@code sat segment} from images to masks and the page that shows them. */
public final class SegmentWithPage {
  private static final int SAMPLES = 24;
  private static final int SIDE = 320;
  private static final List<RunFile> FILES =
      List.of(
          new RunFile("detections.csv", "how often each name was found"),
          new RunFile("contact-sheet.svg", "the pictures above"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("inputs.csv", "files that were not simply used, and why"),
          new RunFile("run.json", "configuration, versions and hashes"));

  private SegmentWithPage() {}

  /** Runs what is not finished; how many images there are, and were left out. */
  public static RunSummary run(SegmentSettings settings, Progress progress) throws IOException {
    return RunLock.holding(settings.out(), () -> alone(settings, progress));
  }

  private static RunSummary alone(SegmentSettings settings, Progress progress) throws IOException {
    try (SegmentRun run = SegmentRun.open(settings)) {
      if (!run.isCurrent(progress)) {
        run.segment(progress);
        report(run);
        run.finish();
      }
      Map<String, Object> summary = run.directory().manifest().summary();
      int images = RunSummary.count(summary, "images");
      int skipped = RunSummary.count(summary, "skipped");
      return new RunSummary(images, 0, skipped, 0, Double.NaN);
    }
  }

  private static void report(SegmentRun run) throws IOException {
    List<ContactSheet.Picture> pictures = new ArrayList<>();
    for (SegmentRun.Sample sample : run.samples(SAMPLES)) {
      pictures.add(small(sample));
    }
    String sheet = ContactSheet.svg(pictures);
    run.directory().write("contact-sheet.svg", sheet);
    List<SegmentReport.Count> counts =
        run.counts().stream()
            .map(
                c ->
                    new SegmentReport.Count(
                        c.segment(), c.images(), c.share(), c.meanScore(), c.meanFraction()))
            .toList();
    SegmentReport report =
        new SegmentReport(
            run.segmented(),
            counts,
            run.unmatched(),
            sheet,
            RunProvenance.of(run.directory(), FILES));
    HtmlReport.write(report.page(), run.directory().path("report.html"));
  }

  /** The picture at a size that a page can hold many of. */
  private static ContactSheet.Picture small(SegmentRun.Sample sample) {
    RgbImage image = sample.image();
    double scale = Math.min(1, (double) SIDE / Math.max(image.width(), image.height()));
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    Preprocessing grid = Preprocessing.simple(height, width);
    List<NamedMask> masks =
        sample.segments().stream()
            .map(d -> new NamedMask(d.name(), grid.toGrid(d.mask())))
            .toList();
    return new ContactSheet.Picture(sample.title(), grid.toGrid(image), masks);
  }
}
