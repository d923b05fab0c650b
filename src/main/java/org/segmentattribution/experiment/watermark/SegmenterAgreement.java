package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.statistics.KendallTau;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * The agreement of tables with a segmenter's masks and tables with exact masks of the same maps: a
 * row of {@code agreement.csv}.
 *
 * @param prevalence prevalence of the explained classifier, in per cent
 * @param images images that have both tables
 * @param tau Kendall's tau-b of the segments' mean |attribution| over all images, where a missing
 *     segment counts 0; NaN if not defined
 * @param imageTau median over the images of tau-b of the attributions of segments in both tables
 */
record SegmenterAgreement(double prevalence, int images, double tau, double imageTau) {
  private static final String FILE = "agreement.csv";
  private static final int BATCH = 16;
  private static final List<String> COLUMNS =
      List.of("prevalence", "images", "kendall_tau_b", "median_image_kendall_tau_b");

  /**
   * Measures the first classifier of each prevalence and writes the file; does nothing without
   * exact masks.
   */
  static void write(WatermarkSettings settings, WatermarkData data, RunDirectory directory)
      throws IOException {
    if (settings.tables().exact() == null) {
      return;
    }
    List<SegmenterAgreement> rows = new ArrayList<>();
    for (double prevalence : settings.sweep().prevalences().stream().sorted().toList()) {
      Path file = TrialFiles.model(directory.folder(), prevalence, 1);
      try (LoadedClassifier classifier = ModelOpener.model(file, settings.compute().device())) {
        Tabulator tabulator =
            new Tabulator(
                classifier,
                MethodOpener.explainer(classifier, settings.tables().method()),
                Targets.of(
                    "label", classifier.declaration(), Set.copyOf(settings.images().classes())));
        rows.add(
            of(
                prevalence,
                tables(tabulator, data.test().stream().map(TestImage::shown).toList()),
                tables(tabulator, data.test().stream().map(TestImage::exact).toList())));
      }
    }
    CsvFile.write(
        directory.path(FILE),
        COLUMNS,
        printer -> {
          for (SegmenterAgreement row : rows) {
            printer.printRecord(
                TrialResult.number(row.prevalence, "%d"),
                row.images,
                CsvFile.text(row.tau),
                CsvFile.text(row.imageTau));
          }
        });
  }

  /** Reads the measurements; empty if there is no file. */
  static List<SegmenterAgreement> read(RunDirectory directory) throws IOException {
    List<SegmenterAgreement> rows = new ArrayList<>();
    if (Files.exists(directory.path(FILE))) {
      CsvFile.read(
          directory.path(FILE),
          COLUMNS,
          row ->
              rows.add(
                  new SegmenterAgreement(
                      row.number("prevalence"),
                      row.integer("images"),
                      row.number("kendall_tau_b"),
                      row.number("median_image_kendall_tau_b"))));
    }
    return rows;
  }

  private static Map<String, Map<String, Double>> tables(
      Tabulator tabulator, List<PreparedImage> images) {
    Map<String, Map<String, Double>> byImage = new HashMap<>();
    for (int from = 0; from < images.size(); from += BATCH) {
      List<PreparedImage> some = images.subList(from, Math.min(images.size(), from + BATCH));
      for (SegmentAttributionTable table : tabulator.tabulate(some).tables()) {
        Map<String, Double> values = new HashMap<>();
        for (SegmentAttribution row : table.rows()) {
          values.put(row.segment(), row.meanAttribution());
        }
        byImage.put(table.image().path(), values);
      }
    }
    return byImage;
  }

  static SegmenterAgreement of(
      double prevalence,
      Map<String, Map<String, Double>> found,
      Map<String, Map<String, Double>> exact) {
    Set<String> images = new TreeSet<>(found.keySet());
    images.retainAll(exact.keySet());
    Set<String> names = new TreeSet<>();
    List<Double> each = new ArrayList<>();
    for (String image : images) {
      names.addAll(found.get(image).keySet());
      names.addAll(exact.get(image).keySet());
      Set<String> both = new TreeSet<>(found.get(image).keySet());
      both.retainAll(exact.get(image).keySet());
      double tau = KendallTau.b(values(found.get(image), both), values(exact.get(image), both));
      if (!Double.isNaN(tau)) {
        each.add(tau);
      }
    }
    return new SegmenterAgreement(
        prevalence,
        images.size(),
        KendallTau.b(sums(found, images, names), sums(exact, images, names)),
        each.isEmpty() ? Double.NaN : median(each));
  }

  private static double[] values(Map<String, Double> table, Set<String> names) {
    return names.stream().mapToDouble(table::get).toArray();
  }

  private static double[] sums(
      Map<String, Map<String, Double>> tables, Set<String> images, Set<String> names) {
    return names.stream()
        .mapToDouble(
            name -> images.stream().mapToDouble(i -> tables.get(i).getOrDefault(name, 0.0)).sum())
        .toArray();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
