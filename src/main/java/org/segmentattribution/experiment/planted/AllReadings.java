package org.segmentattribution.experiment.planted;

import java.util.List;

/** Lists the ways to read a classifier; the benchmark scores what is listed here. */
final class AllReadings {
  private AllReadings() {}

  /** Returns all ways, in the order of the tables. */
  static List<PlantReadings> of(PlantedSettings settings) {
    return List.of(new TableReadings(settings), new RemovalReadings(settings));
  }
}
