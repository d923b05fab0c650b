package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.report.figure.PowerFigure;
import org.segmentattribution.report.figure.PowerLine;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.PlantedReport;
import org.segmentattribution.report.page.ReportPage;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.run.RunDirectory;

/** Writes tables, figure and page of a benchmark from the measurements in its run directory. */
public final class PlantedReporter {
  private static final List<RunFile> FILES =
      List.of(
          new RunFile(DetectionCsv.FILE, "every reading over all classifiers"),
          new RunFile(DetectionCsv.KINDS, "every reading by kind of plant"),
          new RunFile(DetectionCsv.POWER, "alarms of every reading at each strength"),
          new RunFile(NetworksCsv.FILE, "accuracies and readings, one row a classifier"),
          new RunFile(PlantSheet.FILE, "each kind of plant on a few test pictures"),
          new RunFile("figures/power.svg", "shortcuts found over strength"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("inputs.csv", "files that were not simply used, and why"),
          new RunFile("run.json", "configuration, versions and hashes"));

  private PlantedReporter() {}

  /** What was measured, and how each reading does. */
  private record Results(
      List<NetworkResult> networks,
      List<ReadingDetection> all,
      List<ReadingDetection> byKind,
      List<ReadingPower> power) {

    static Results read(RunDirectory directory) throws IOException {
      List<Reading> readings = DetectionCsv.readings(directory.path(DetectionCsv.FILE));
      List<NetworkResult> networks = NetworksCsv.read(directory.path(NetworksCsv.FILE), readings);
      long seed = directory.manifest().seed();
      return new Results(
          networks,
          ReadingDetection.all(networks, readings, seed),
          ReadingDetection.byKind(networks, readings, seed),
          ReadingPower.of(networks, readings, seed));
    }

    /** Returns all readings, the best first. */
    List<ReadingDetection> ranked() {
      return all.stream()
          .sorted(
              Comparator.comparingDouble((ReadingDetection of) -> -orZero(of.roc().area()))
                  .thenComparingDouble(of -> -orZero(of.atQuarter().share()))
                  .thenComparingDouble(of -> orZero(of.falseAlarms().share())))
          .toList();
    }

    /** Returns the best method of each column, and what needs no method; the best first. */
    List<Reading> shown() {
      Map<String, Reading> best = new LinkedHashMap<>();
      ranked().forEach(of -> best.putIfAbsent(of.reading().part(), of.reading()));
      return List.copyOf(best.values());
    }
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** Writes everything and returns the page. */
  static ReportPage write(RunDirectory directory) throws IOException {
    Results results = Results.read(directory);
    DetectionCsv.write(directory.path(DetectionCsv.FILE), results.all, false);
    DetectionCsv.write(directory.path(DetectionCsv.KINDS), results.byKind, true);
    DetectionCsv.writePower(directory.path(DetectionCsv.POWER), results.power);
    directory.write("figures/power.svg", PowerFigure.svg(lines(results)));
    ReportPage page = page(directory, results);
    HtmlReport.write(page, directory.path("report.html"));
    return page;
  }

  /** Returns the page of a finished run. */
  static ReportPage page(RunDirectory directory) throws IOException {
    return page(directory, Results.read(directory));
  }

  private static ReportPage page(RunDirectory directory, Results results) throws IOException {
    return new PlantedReport(
            results.ranked().stream().map(PlantedReporter::row).toList(),
            results.shown().stream().map(Reading::name).toList(),
            kinds(results),
            cells(results),
            lines(results),
            RunProvenance.of(directory, FILES))
        .page();
  }

  private static PlantedReport.Row row(ReadingDetection of) {
    return new PlantedReport.Row(
        of.reading().name(),
        new PlantedReport.Area(
            of.roc().area(), of.roc().interval().low(), of.roc().interval().high()),
        count(of.falseAlarms()),
        count(of.atQuarter()),
        count(of.found()),
        of.silent());
  }

  private static PlantedReport.Count count(ReadingDetection.Count of) {
    return new PlantedReport.Count(of.some(), of.of());
  }

  private static List<PlantedReport.Kind> kinds(Results results) {
    Map<String, List<PlantedReport.Row>> rows = new LinkedHashMap<>();
    for (ReadingDetection of : results.byKind) {
      rows.computeIfAbsent(of.kind(), kind -> new ArrayList<>()).add(row(of));
    }
    List<PlantedReport.Kind> kinds = new ArrayList<>();
    rows.forEach((key, of) -> kinds.add(new PlantedReport.Kind(PlantKind.of(key).words(), of)));
    return kinds;
  }

  private static List<PlantedReport.Cell> cells(Results results) {
    Map<String, List<NetworkResult>> groups = new LinkedHashMap<>();
    results.networks.stream()
        .sorted(
            Comparator.comparing(NetworkResult::kind)
                .thenComparingDouble(network -> network.cell().strength()))
        .forEach(
            network ->
                groups
                    .computeIfAbsent(
                        network.kind() + " " + network.cell().strength(), key -> new ArrayList<>())
                    .add(network));
    return groups.values().stream().map(PlantedReporter::cell).toList();
  }

  private static PlantedReport.Cell cell(List<NetworkResult> networks) {
    NetworkResult any = networks.get(0);
    return new PlantedReport.Cell(
        any.kind().words(),
        any.cell().strength(),
        mean(networks, NetworkResult.Accuracies::clean),
        mean(networks, NetworkResult.Accuracies::planted),
        mean(networks, NetworkResult.Accuracies::swapped),
        new PlantedReport.Count(
            (int) networks.stream().filter(NetworkResult::relies).count(), networks.size()));
  }

  private static double mean(
      List<NetworkResult> networks, ToDoubleFunction<NetworkResult.Accuracies> value) {
    return networks.stream()
        .mapToDouble(network -> value.applyAsDouble(network.accuracy()))
        .average()
        .orElse(Double.NaN);
  }

  private static List<PowerLine> lines(Results results) {
    List<PowerLine> lines = new ArrayList<>();
    for (Reading reading : results.shown()) {
      List<PowerLine.Point> points = new ArrayList<>();
      for (ReadingPower power : results.power) {
        if (power.reading().equals(reading)) {
          ReadingDetection.Count of = power.strength() == 0 ? power.others() : power.relying();
          points.add(new PowerLine.Point(power.strength(), of.some(), of.of()));
        }
      }
      lines.add(new PowerLine(reading.name(), points));
    }
    return lines;
  }
}
