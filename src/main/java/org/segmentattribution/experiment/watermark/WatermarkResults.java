package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.report.figure.PrevalenceSignals;
import org.segmentattribution.report.figure.SeedPoint;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * The results of a finished watermark experiment, read from its tables: for every prevalence the
 * accuracies and, over the test images with the watermark, the ranks of all segments. If several
 * classifiers were trained, each image's values are first averaged over them.
 *
 * @param trials rows of {@code prevalence.csv}
 * @param points accuracies and the watermark's rank, one point for each prevalence, ascending
 * @param ranks all segments, one entry for each prevalence, ascending
 * @param readings ways to detect the shortcut, for comparison
 */
record WatermarkResults(
    List<TrialResult> trials,
    List<PrevalencePoint> points,
    List<PrevalenceRanks> ranks,
    List<SignalReading> readings) {

  static WatermarkResults read(RunDirectory directory) throws IOException {
    List<TrialResult> trials = PrevalenceCsv.read(directory.path("prevalence.csv"));
    TreeMap<Double, List<TrialResult>> byPrevalence = new TreeMap<>();
    trials.forEach(
        t -> byPrevalence.computeIfAbsent(t.prevalence(), p -> new ArrayList<>()).add(t));
    List<PrevalencePoint> points = new ArrayList<>();
    List<PrevalenceRanks> ranks = new ArrayList<>();
    AggregationOptions options = AggregationOptions.defaults(directory.manifest().seed());
    WatermarkReadings readings = new WatermarkReadings(directory.manifest().seed());
    for (var entry : byPrevalence.entrySet()) {
      List<SegmentAttributionTable> tables = marked(directory, entry.getValue());
      Aggregation aggregation = new Aggregation();
      tables.forEach(aggregation::add);
      readings.add(entry.getKey(), tables);
      String method = tables.isEmpty() ? "" : tables.get(0).method();
      String label = tables.isEmpty() ? "" : tables.get(0).image().label();
      List<AggregateRow> rows = aggregation.rows(method, label, options);
      ranks.add(new PrevalenceRanks(entry.getKey(), rows));
      double segments = tables.stream().mapToInt(t -> t.rows().size()).average().orElse(0);
      points.add(point(entry.getValue(), rows, segments));
    }
    return new WatermarkResults(trials, points, ranks, readings.readings(points));
  }

  /** Returns the tables of the images that carry the watermark. */
  private static List<SegmentAttributionTable> marked(
      RunDirectory directory, List<TrialResult> trials) throws IOException {
    List<List<SegmentAttribution>> rows = new ArrayList<>();
    for (TrialResult trial : trials) {
      var folder = TrialFiles.folder(directory.folder(), trial.prevalence(), trial.seed());
      rows.add(SatCsv.read(folder.resolve("sat.csv")));
    }
    return SeedAverage.of(rows).stream()
        .filter(
            table ->
                table.rows().stream()
                    .anyMatch(row -> row.segment().equals(WatermarkSettings.WATERMARK)))
        .toList();
  }

  private static PrevalencePoint point(
      List<TrialResult> trials, List<AggregateRow> rows, double segments) {
    AggregateRow watermark =
        rows.stream()
            .filter(row -> row.segment().equals(WatermarkSettings.WATERMARK))
            .findFirst()
            .orElse(null);
    double nan = Double.NaN;
    return new PrevalencePoint(
        trials.get(0).prevalence(),
        watermark == null
            ? PrevalencePoint.Rank.NONE
            : new PrevalencePoint.Rank(
                watermark.relativeMeanRank(), watermark.rankLow(), watermark.rankHigh()),
        trials.stream().mapToDouble(TrialResult::cleanAccuracy).average().orElse(nan),
        trials.stream().mapToDouble(TrialResult::watermarkedAccuracy).average().orElse(nan),
        segments,
        watermark == null ? nan : share(watermark, rows));
  }

  private static double share(AggregateRow watermark, List<AggregateRow> rows) {
    return watermark.relativeMeanAttribution()
        / rows.stream().mapToDouble(AggregateRow::relativeMeanAttribution).sum();
  }

  /** Returns the single classifiers, for the figure. */
  List<SeedPoint> seeds() {
    return trials.stream()
        .map(
            t ->
                new SeedPoint(
                    t.prevalence(),
                    t.seed(),
                    t.watermarkMeanRank(),
                    t.cleanAccuracy(),
                    t.watermarkedAccuracy()))
        .toList();
  }

  /** Returns the prevalences from which ranks and accuracies show the shortcut. */
  PrevalenceSignals signals() {
    return PrevalenceSignals.of(points);
  }
}
