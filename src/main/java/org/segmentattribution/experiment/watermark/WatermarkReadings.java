package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceSignals;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.MannKendall;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * Compares the paper's two readings of a watermark experiment, mean rank and accuracies, with
 * readings that do not depend on size and shape: {@code signals.csv}.
 */
final class WatermarkReadings {
  private static final List<String> COLUMNS =
      List.of("reading", "prevalence", "mean", "low", "high", "shows_from", "trend_p");
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final List<Double> prevalences = new ArrayList<>();
  private final List<List<SegmentAttributionTable>> tables = new ArrayList<>();
  private final Bootstrap bootstrap;

  WatermarkReadings(long seed) {
    bootstrap = Bootstrap.seeded(seed);
  }

  /** Adds the tables of the images with a watermark; call by ascending prevalence. */
  void add(double prevalence, List<SegmentAttributionTable> marked) {
    prevalences.add(prevalence);
    tables.add(marked);
  }

  /** Returns all readings. */
  List<SignalReading> readings(List<PrevalencePoint> points) {
    return List.of(
        reading("rank", "mean rank (the paper\u2019s)", false, (t, row) -> row.rank()),
        reading(
            "calibrated_rank", "calibrated rank", false, (t, row) -> row.scores().calibratedRank()),
        reading("shift_share", "shift share", false, (t, row) -> row.shiftShare()),
        reading("attribution_share", "share of the table", true, WatermarkReadings::share),
        accuracyGap(points));
  }

  private static double share(SegmentAttributionTable table, SegmentAttribution row) {
    return row.meanAttribution()
        / table.rows().stream().mapToDouble(SegmentAttribution::meanAttribution).sum();
  }

  private SignalReading reading(
      String key,
      String name,
      boolean higher,
      ToDoubleBiFunction<SegmentAttributionTable, SegmentAttribution> value) {
    List<SignalReading.Value> values = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      double[] each =
          tables.get(i).stream()
              .flatMapToDouble(
                  t ->
                      t.rows().stream()
                          .filter(row -> row.segment().equals(WatermarkSettings.WATERMARK))
                          .mapToDouble(row -> value.applyAsDouble(t, row)))
              .filter(v -> !Double.isNaN(v))
              .toArray();
      values.add(value(prevalences.get(i), each));
    }
    SignalReading.Value base = values.isEmpty() ? null : values.get(0);
    return reading(key, name, values, v -> higher ? v.low() > base.high() : v.high() < base.low());
  }

  private SignalReading.Value value(double prevalence, double[] each) {
    if (each.length == 0) {
      return new SignalReading.Value(prevalence, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] drawn = each.length < Interval.FEWEST ? new double[0] : bootstrap.sortedMeans(each);
    return new SignalReading.Value(
        prevalence,
        Arrays.stream(each).average().getAsDouble(),
        Bootstrap.percentile(drawn, LOW),
        Bootstrap.percentile(drawn, HIGH));
  }

  private static SignalReading accuracyGap(List<PrevalencePoint> points) {
    List<SignalReading.Value> values =
        points.stream()
            .map(
                p ->
                    new SignalReading.Value(
                        p.prevalence(),
                        p.watermarkedAccuracy() - p.cleanAccuracy(),
                        Double.NaN,
                        Double.NaN))
            .toList();
    return reading(
        "accuracy_gap",
        "accuracy gap (the paper\u2019s)",
        values,
        v -> Math.abs(v.mean()) >= PrevalenceSignals.GAP - 1e-9);
  }

  private static SignalReading reading(
      String key,
      String name,
      List<SignalReading.Value> values,
      Predicate<SignalReading.Value> shows) {
    double onset = Double.NaN;
    for (int i = values.size() - 1; i >= 0 && shows.test(values.get(i)); i--) {
      onset = values.get(i).prevalence();
    }
    double[] means =
        values.stream()
            .mapToDouble(SignalReading.Value::mean)
            .filter(mean -> !Double.isNaN(mean))
            .toArray();
    double trend = means.length < 2 ? Double.NaN : MannKendall.of(means).pValue();
    return new SignalReading(key, name, values, onset, trend);
  }

  /** Replaces the file with all readings. */
  static void write(Path file, List<SignalReading> readings) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (SignalReading reading : readings) {
            for (SignalReading.Value v : reading.values()) {
              printer.printRecord(
                  reading.key(),
                  TrialResult.number(v.prevalence(), "%d"),
                  CsvFile.text(v.mean()),
                  CsvFile.text(v.low()),
                  CsvFile.text(v.high()),
                  CsvFile.text(reading.onset()),
                  CsvFile.text(reading.trend()));
            }
          }
        });
  }
}
