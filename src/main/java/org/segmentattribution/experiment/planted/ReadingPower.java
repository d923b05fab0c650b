package org.segmentattribution.experiment.planted;

import java.util.ArrayList;
import java.util.List;

/**
 * Alarms of one reading at one strength of true shortcuts: a row of {@code power.csv}.
 *
 * @param reading what is read
 * @param strength share of the class's training pictures with the plant, in per cent
 * @param relying alarms among the classifiers that rely on it
 * @param others alarms among those that do not
 */
record ReadingPower(
    Reading reading,
    double strength,
    ReadingDetection.Count relying,
    ReadingDetection.Count others) {

  /** Returns a row for each reading and strength; marks in both classes are in none. */
  static List<ReadingPower> of(List<NetworkResult> networks, List<Reading> readings, long seed) {
    CrossFit parts = new CrossFit(networks, seed);
    List<Double> strengths =
        networks.stream()
            .filter(network -> network.kind().isShortcut())
            .map(network -> network.cell().strength())
            .distinct()
            .sorted()
            .toList();
    List<ReadingPower> rows = new ArrayList<>();
    for (Reading reading : readings) {
      boolean[] alarms = parts.alarms(reading);
      for (double strength : strengths) {
        rows.add(
            new ReadingPower(
                reading,
                strength,
                count(networks, alarms, strength, true),
                count(networks, alarms, strength, false)));
      }
    }
    return rows;
  }

  private static ReadingDetection.Count count(
      List<NetworkResult> networks, boolean[] alarms, double strength, boolean relies) {
    int some = 0;
    int of = 0;
    for (int i = 0; i < alarms.length; i++) {
      NetworkResult network = networks.get(i);
      if (network.kind().isShortcut()
          && network.cell().strength() == strength
          && network.relies() == relies) {
        some += alarms[i] ? 1 : 0;
        of++;
      }
    }
    return new ReadingDetection.Count(some, of);
  }
}
