package org.segmentattribution.experiment.planted;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.statistics.AlarmThreshold;

/**
 * Divides classifiers into five parts of equal mixture. A classifier raises an alarm if its score
 * is above the threshold of the other four parts' classifiers, so no threshold is judged by the
 * classifiers that it was chosen on.
 */
final class CrossFit {
  /** The rate of false alarms that thresholds are chosen for. */
  static final double RATE = 0.05;

  private static final int PARTS = 5;

  private final List<NetworkResult> networks;
  private final int[] parts;

  /** Divides classifiers; equal seeds give equal parts. */
  CrossFit(List<NetworkResult> networks, long seed) {
    this.networks = networks;
    parts = new int[networks.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (boolean relies : new boolean[] {false, true}) {
      List<Integer> group = new ArrayList<>();
      for (int i = 0; i < networks.size(); i++) {
        if (networks.get(i).relies() == relies) {
          group.add(i);
        }
      }
      for (int next = 0; !group.isEmpty(); next++) {
        int drawn = group.remove(random.nextInt(group.size()));
        parts[drawn] = next % PARTS;
      }
    }
  }

  /**
   * Returns whether a reading raises an alarm for each classifier; none where no other part has a
   * classifier that does not rely.
   */
  boolean[] alarms(Reading reading) {
    double[] scores =
        networks.stream().mapToDouble(network -> reading.score(network.values())).toArray();
    boolean[] alarms = new boolean[scores.length];
    for (int part = 0; part < PARTS; part++) {
      double[] others = negativesOutside(part, scores);
      double threshold =
          others.length == 0 ? Double.POSITIVE_INFINITY : AlarmThreshold.of(others, RATE);
      for (int i = 0; i < scores.length; i++) {
        alarms[i] |= parts[i] == part && scores[i] > threshold;
      }
    }
    return alarms;
  }

  private double[] negativesOutside(int part, double[] scores) {
    List<Double> found = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (parts[i] != part && !networks.get(i).relies()) {
        found.add(scores[i]);
      }
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
