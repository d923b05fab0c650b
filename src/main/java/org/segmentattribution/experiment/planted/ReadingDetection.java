package org.segmentattribution.experiment.planted;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.RocArea;

/**
 * How well one reading tells classifiers that rely on their plant from those that do not: a row of
 * {@code detection.csv} or {@code detection-kinds.csv}.
 *
 * @param reading what is read
 * @param kind key of a kind of plant, or {@link #ALL}
 * @param roc area under its ROC curve, with an interval over classifiers
 * @param falseAlarms alarms among the classifiers that do not rely
 * @param atQuarter alarms among those that rely and were trained with a quarter of a class planted
 * @param found alarms among all that rely
 * @param silent classifiers of which it says nothing
 */
record ReadingDetection(
    Reading reading,
    String kind,
    RocArea roc,
    Count falseAlarms,
    Count atQuarter,
    Count found,
    int silent) {
  /** Stands for all kinds together. */
  static final String ALL = "(all)";

  private static final double QUARTER = 25;

  /** Some of several. */
  record Count(int some, int of) {
    /** Returns the share; NaN of none. */
    double share() {
      return of == 0 ? Double.NaN : (double) some / of;
    }
  }

  /**
   * Judges all readings over all classifiers.
   *
   * @param seed of parts and resamples
   */
  static List<ReadingDetection> all(
      List<NetworkResult> networks, List<Reading> readings, long seed) {
    CrossFit parts = new CrossFit(networks, seed);
    return readings.stream()
        .map(reading -> of(networks, reading, parts.alarms(reading), ALL, seed))
        .toList();
  }

  /**
   * Judges all readings over each kind of plant. Alarms are the same as over all classifiers. Few
   * classifiers of a kind do not rely on it, so the area compares those that do with the controls,
   * too: classifiers without a plant, and with one in both classes.
   */
  static List<ReadingDetection> byKind(
      List<NetworkResult> networks, List<Reading> readings, long seed) {
    CrossFit parts = new CrossFit(networks, seed);
    List<ReadingDetection> rows = new ArrayList<>();
    for (PlantKind kind : PlantKind.values()) {
      if (networks.stream().anyMatch(network -> network.kind() == kind)) {
        for (Reading reading : readings) {
          rows.add(of(networks, reading, parts.alarms(reading), kind.key(), seed));
        }
      }
    }
    return rows;
  }

  private static ReadingDetection of(
      List<NetworkResult> networks, Reading reading, boolean[] alarms, String kind, long seed) {
    IntPredicate relies = i -> networks.get(i).relies();
    IntPredicate own = i -> kind.equals(ALL) || networks.get(i).kind().key().equals(kind);
    IntPredicate compared = own.or(i -> !networks.get(i).kind().isShortcut());
    IntPredicate quarter = i -> networks.get(i).cell().strength() == QUARTER;
    double[] scores =
        networks.stream().mapToDouble(network -> reading.score(network.values())).toArray();
    double[] positives = values(scores, own.and(relies));
    boolean mixed = positives.length > 0;
    double[] negatives = values(scores, compared.and(relies.negate()));
    return new ReadingDetection(
        reading,
        kind,
        mixed ? RocArea.of(positives, negatives, seed) : new RocArea(Double.NaN, Interval.NONE),
        count(alarms, own.and(relies.negate())),
        count(alarms, own.and(relies).and(quarter)),
        count(alarms, own.and(relies)),
        (int) indices(alarms, own).filter(i -> Double.isInfinite(scores[i])).count());
  }

  private static double[] values(double[] scores, IntPredicate wanted) {
    return IntStream.range(0, scores.length).filter(wanted).mapToDouble(i -> scores[i]).toArray();
  }

  private static IntStream indices(boolean[] alarms, IntPredicate wanted) {
    return IntStream.range(0, alarms.length).filter(wanted);
  }

  private static Count count(boolean[] alarms, IntPredicate wanted) {
    return new Count(
        (int) indices(alarms, wanted).filter(i -> alarms[i]).count(),
        (int) indices(alarms, wanted).count());
  }
}
