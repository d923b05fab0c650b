package org.segmentattribution.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.pipeline.RunDirectory;
import org.segmentattribution.pipeline.SkippedSegment;
import org.segmentattribution.report.AttributionBars;
import org.segmentattribution.report.ExplainReport;
import org.segmentattribution.report.HtmlReport;
import org.segmentattribution.report.RankBars;
import org.segmentattribution.report.RunFile;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;

/** Figures and page of an {@code explain} run, from the tables in its directory. */
public final class ExplainReporting {
  /** With more classes than this the page shows all images together. */
  private static final int CLASSES = 12;

  private static final int TOP = 15;
  private static final List<RunFile> FILES =
      List.of(
          new RunFile("sat.csv", "every row: image, method, segment"),
          new RunFile("sat.parquet", "the same"),
          new RunFile("aggregate.csv", "method, class, segment: means and ranks"),
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
    List<SegmentAttributionTable> tables =
        SegmentAttributionTable.group(SatCsv.read(directory.path("sat.csv")));
    List<ExplainReport.Group> groups = groups(tables, directory.manifest().seed());
    int number = 0;
    for (ExplainReport.Group group : groups) {
      String stem = String.format(Locale.ROOT, "figures/%02d-", ++number);
      String heading =
          (group.className().isEmpty() ? "all images" : group.className()) + " · " + group.method();
      directory.write(stem + "ranks.svg", RankBars.svg(heading, group.rows(), Set.of()));
      directory.write(
          stem + "attribution.svg", AttributionBars.svg(heading, group.rows(), TOP, Set.of()));
    }
    ExplainReport report =
        new ExplainReport(
            tables.isEmpty() ? "the model" : tables.get(0).image().model(),
            withSamples(groups, directory),
            skipped(directory),
            Set.of(),
            caveats(tables),
            Details.of(directory, FILES));
    HtmlReport.write(report.page(), directory.path("report.html"));
  }

  private static List<ExplainReport.Group> groups(List<SegmentAttributionTable> tables, long seed) {
    AggregationOptions options = AggregationOptions.defaults(seed);
    Map<String, Aggregation> together = new TreeMap<>();
    Set<String> classes = new LinkedHashSet<>();
    for (SegmentAttributionTable table : tables) {
      together.computeIfAbsent(table.method(), m -> new Aggregation()).add(table);
      classes.add(table.image().label());
    }
    List<ExplainReport.Group> groups = new ArrayList<>();
    if (classes.size() > 1) {
      together.forEach(
          (method, all) -> groups.add(group(method, "", all.rows(method, "", options))));
    }
    if (classes.size() <= CLASSES) {
      Map<String, List<AggregateRow>> byClass = new TreeMap<>();
      for (AggregateRow row : Aggregation.perMethodAndClass(tables, options)) {
        byClass
            .computeIfAbsent(row.className() + '\0' + row.method(), k -> new ArrayList<>())
            .add(row);
      }
      byClass
          .values()
          .forEach(rows -> groups.add(group(rows.get(0).method(), rows.get(0).className(), rows)));
    }
    return groups;
  }

  private static ExplainReport.Group group(
      String method, String className, List<AggregateRow> rows) {
    return new ExplainReport.Group(method, className, rows, List.of(), List.of());
  }

  /** The overlays stand in the first group. */
  private static List<ExplainReport.Group> withSamples(
      List<ExplainReport.Group> groups, RunDirectory directory) throws IOException {
    if (groups.isEmpty()) {
      return groups;
    }
    List<ExplainReport.Group> all = new ArrayList<>(groups);
    ExplainReport.Group first = all.get(0);
    var samples =
        SampleFigures.read(
            directory,
            "overlay-",
            "An image with its padded segments, the attribution over it, and its table.");
    all.set(
        0,
        new ExplainReport.Group(
            first.method(), first.className(), first.rows(), List.of(), samples));
    return all;
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

  private static List<String> caveats(List<SegmentAttributionTable> tables) {
    long images = tables.stream().map(t -> t.image().imageId()).distinct().count();
    return images >= 30
        ? List.of()
        : List.of("Only " + images + " images have a table: means and ranks are uncertain.");
  }
}
