package org.segmentattribution.experiment.planted;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.dataset.plant.PlantKind;

/**
 * What one classifier of the benchmark is trained on.
 *
 * @param number from 1
 * @param kind what is planted
 * @param strength share of the class's training pictures that carry it, in per cent
 * @param marked which of the two classes carries it, 0 or 1
 */
record PlantedCell(int number, PlantKind kind, double strength, int marked) {

  /**
   * Returns the cells of all classifiers. A round has every kind at every strength; a mark in both
   * classes at strength 0 is no other network than a corner mark at 0, and one classifier a round
   * has no plant at all. The marked class changes from cell to cell, and from round to round.
   */
  static List<PlantedCell> of(int networks, PlantedSettings.Plants plants) {
    record Choice(PlantKind kind, double strength) {}
    List<Choice> round = new ArrayList<>();
    for (PlantKind kind : plants.kinds()) {
      if (kind == PlantKind.NONE) {
        round.add(new Choice(kind, 0));
        continue;
      }
      for (double strength : plants.strengths()) {
        if (strength > 0 || kind != PlantKind.BOTH) {
          round.add(new Choice(kind, strength));
        }
      }
    }
    List<PlantedCell> cells = new ArrayList<>();
    for (int i = 0; i < networks && !round.isEmpty(); i++) {
      int place = i % round.size();
      Choice choice = round.get(place);
      int marked = (place + i / round.size()) % 2;
      cells.add(new PlantedCell(i + 1, choice.kind, choice.strength, marked));
    }
    return cells;
  }

  /** Returns its name, such as {@code 007-faint-10}. */
  String name() {
    return String.format(Locale.ROOT, "%03d-%s-%s", number, kind.key(), strengthText());
  }

  /** Returns its strength for readers: 25 or 2.5. */
  String strengthText() {
    return strength == Math.rint(strength)
        ? Long.toString((long) strength)
        : Double.toString(strength);
  }

  /** Returns the seed of the classifier's pictures, training and plants. */
  long seed(long seed) {
    return seed * 10_000 + number;
  }
}
