package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.file.CsvFile;

/** Writes and reads {@code networks.csv}: one row for each classifier. */
final class NetworksCsv {
  static final String FILE = "networks.csv";
  private static final List<String> COLUMNS =
      List.of(
          "network",
          "kind",
          "strength",
          "class",
          "marked",
          "seed",
          "clean_accuracy",
          "planted_accuracy",
          "swapped_accuracy",
          "drop",
          "relies");

  private NetworksCsv() {}

  static void write(Path file, List<NetworkResult> networks, List<Reading> readings, long seed)
      throws IOException {
    List<String> columns = new ArrayList<>(COLUMNS);
    readings.forEach(reading -> columns.add(reading.name()));
    CsvFile.write(
        file,
        columns,
        printer -> {
          for (NetworkResult network : networks) {
            List<Object> row = new ArrayList<>();
            row.add(network.cell().number());
            row.add(network.kind().key());
            row.add(network.cell().strengthText());
            row.add(network.className());
            row.add(network.cell().marked());
            row.add(network.cell().seed(seed));
            row.add(CsvFile.text(network.accuracy().clean()));
            row.add(CsvFile.text(network.accuracy().planted()));
            row.add(CsvFile.text(network.accuracy().swapped()));
            row.add(CsvFile.text(network.accuracy().drop()));
            row.add(network.relies());
            readings.forEach(
                reading -> row.add(CsvFile.text(network.values().get(reading.name()))));
            printer.printRecord(row);
          }
        });
  }

  static List<NetworkResult> read(Path file, List<Reading> readings) throws IOException {
    List<NetworkResult> networks = new ArrayList<>();
    CsvFile.read(
        file,
        COLUMNS,
        row -> {
          Map<String, Double> values = new LinkedHashMap<>();
          for (Reading reading : readings) {
            values.put(reading.name(), row.number(reading.name()));
          }
          networks.add(
              new NetworkResult(
                  new PlantedCell(
                      row.integer("network"),
                      PlantKind.of(row.text("kind")),
                      row.number("strength"),
                      row.integer("marked")),
                  row.text("class"),
                  new NetworkResult.Accuracies(
                      row.number("clean_accuracy"),
                      row.number("planted_accuracy"),
                      row.number("swapped_accuracy")),
                  values));
        });
    return networks;
  }
}
