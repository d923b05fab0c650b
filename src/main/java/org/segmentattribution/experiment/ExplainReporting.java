package org.segmentattribution.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.pipeline.RunDirectory;
import org.segmentattribution.pipeline.SkippedSegment;
import org.segmentattribution.report.AttributionBars;
import org.segmentattribution.report.ExplainGroup;
import org.segmentattribution.report.ExplainReport;
import org.segmentattribution.report.Failure;
import org.segmentattribution.report.Gallery;
import org.segmentattribution.report.GalleryView;
import org.segmentattribution.report.HtmlReport;
import org.segmentattribution.report.RankBars;
import org.segmentattribution.report.RunDetails;
import org.segmentattribution.report.RunFile;

/** Figures and page of an {@code explain} run, from the tables in its directory. */
public final class ExplainReporting {
  private static final int TOP = 15;
  private static final List<RunFile> FILES =
      List.of(
          new RunFile("sat.csv", "every row: image, method, segment"),
          new RunFile("sat.parquet", "the same"),
          new RunFile("aggregate.csv", "method, class, segment: means and ranks"),
          new RunFile("figures/overlay-001.svg", "an image under every method; others follow it"),
          new RunFile("figures/gallery/index.json", "the images above, with their tables"),
          new RunFile("skipped-segments.csv", "segments that were found but have no row"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("run.json", "configuration, versions and hashes"));

  private ExplainReporting() {}

  /** Draws single images; needs the run that explained them. */
  static void drawSamples(RunDirectory directory, List<ExplainedSample> samples)
      throws IOException {
    int number = 0;
    for (ExplainedSample sample : samples) {
      String name = String.format(Locale.ROOT, "figures/overlay-%03d.svg", ++number);
      String title =
          sample.table().image().image()
              + ": "
              + sample.table().image().target()
              + " by "
              + sample.table().method();
      directory.write(name, Overlays.svg(sample, title, Set.of()));
    }
  }

  /** Writes figures and page. */
  static void write(RunDirectory directory) throws IOException {
    RunDetails details = Details.of(directory, FILES);
    TableTotals totals =
        TableTotals.read(directory.folder(), directory.manifest().seed(), failedImages(details));
    int number = 0;
    for (ExplainGroup group : totals.groups()) {
      String stem = String.format(Locale.ROOT, "figures/%02d-", ++number);
      directory.write(stem + "ranks.svg", RankBars.svg(group.heading(), group.rows(), Set.of()));
      directory.write(
          stem + "attribution.svg",
          AttributionBars.svg(group.heading(), group.rows(), TOP, Set.of()));
      if (!group.figures().isEmpty()) {
        directory.write(stem + "critical-difference.svg", group.figures().get(0).svg());
      }
    }
    Gallery gallery = GalleryFiles.read(directory);
    ExplainReport report =
        new ExplainReport(
            totals.overview(),
            totals.groups(),
            new GalleryView(gallery, GalleryFiles.drawings(directory, gallery)),
            skipped(directory),
            Set.of(),
            totals.caveats(),
            details);
    HtmlReport.write(report.page(), directory.path("report.html"));
  }

  private static int failedImages(RunDetails details) {
    return (int) details.failures().stream().map(Failure::image).distinct().count();
  }

  private static List<org.segmentattribution.report.SkippedSegment> skipped(RunDirectory directory)
      throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (SkippedSegment s : SkippedSegment.read(directory.path("skipped-segments.csv"))) {
      counts.merge(s.segment() + '\0' + s.reason(), 1, Integer::sum);
    }
    List<org.segmentattribution.report.SkippedSegment> skipped = new ArrayList<>();
    counts.forEach(
        (key, images) -> {
          String[] parts = key.split("\0");
          skipped.add(new org.segmentattribution.report.SkippedSegment(parts[0], parts[1], images));
        });
    return skipped;
  }
}
