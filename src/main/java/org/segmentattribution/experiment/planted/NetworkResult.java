package org.segmentattribution.experiment.planted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.dataset.plant.PlantKind;

/**
 * What was measured of one classifier: a row of {@code networks.csv}.
 *
 * @param cell what it was trained on
 * @param className the class that carries the plant
 * @param accuracy on test pictures
 * @param values a value for each reading, by its name; NaN where it says nothing
 */
record NetworkResult(
    PlantedCell cell, String className, Accuracies accuracy, Map<String, Double> values) {
  /** A classifier relies on the plant if swapping it costs more than this share of the answers. */
  static final double RELIES = 0.05;

  /**
   * Accuracies on the same test pictures, 0 to 1.
   *
   * @param clean without plants
   * @param planted with the plant on every picture of its class
   * @param swapped with the plant on every picture of the other class
   */
  record Accuracies(double clean, double planted, double swapped) {
    /** Returns what swapping costs. */
    double drop() {
      return planted - swapped;
    }
  }

  /** Returns whether the classifier relies on the plant. */
  boolean relies() {
    // 0.05 of 200 pictures are ten, whatever 0.97 - 0.92 is in binary
    return accuracy.drop() > RELIES + 1e-9;
  }

  PlantKind kind() {
    return cell.kind();
  }

  /** Returns a few words for the progress display. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s at %s %%: %.1f %%, swapped %.1f %%",
        kind().words(),
        cell.strengthText(),
        100 * accuracy.planted,
        100 * accuracy.swapped);
  }

  /** Returns the numbers as the summary of the classifier's run. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("class", className);
    summary.put("clean_accuracy", accuracy.clean);
    summary.put("planted_accuracy", accuracy.planted);
    summary.put("swapped_accuracy", accuracy.swapped);
    Map<String, Object> read = new LinkedHashMap<>();
    values.forEach((name, value) -> read.put(name, Double.isNaN(value) ? null : value));
    summary.put("readings", read);
    return summary;
  }

  /** Reads a result from the summary of its run. */
  static NetworkResult of(PlantedCell cell, List<Reading> readings, Map<String, Object> summary) {
    Map<?, ?> read = (Map<?, ?>) summary.get("readings");
    Map<String, Double> values = new LinkedHashMap<>();
    for (Reading reading : readings) {
      values.put(reading.name(), number(read.get(reading.name())));
    }
    return new NetworkResult(
        cell,
        String.valueOf(summary.get("class")),
        new Accuracies(
            number(summary.get("clean_accuracy")),
            number(summary.get("planted_accuracy")),
            number(summary.get("swapped_accuracy"))),
        values);
  }

  private static double number(Object value) {
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
