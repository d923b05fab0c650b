package org.segmentattribution.suspect;

import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Compares clusters of found regions with random places and with what is next to them.
 *
 * @param distances of found regions, then of random ones
 * @param found number of found regions
 * @param far for each of them, the median distance to random regions; empty without random regions
 */
record Likeness(Distances distances, int found, double[] far) {
  private static final double BORDER = 0.2;
  private static final Median MEDIAN = Median.withDefaults();

  /** Measures found regions against random ones. */
  static Likeness of(Distances distances, int found) {
    double[] far = new double[distances.count() == found ? 0 : found];
    for (int i = 0; i < far.length; i++) {
      int from = i;
      far[i] =
          MEDIAN.evaluate(
              IntStream.range(found, distances.count())
                  .mapToDouble(k -> distances.of(from, k))
                  .toArray());
    }
    return new Likeness(distances, found, far);
  }

  /**
   * Returns the silhouette of each of some found regions against random places (Rousseeuw 1987), -1
   * to 1: (b - a) / max(a, b), where a and b are the median distances to the others and to random
   * regions; 0 where nothing can be compared.
   */
  double[] silhouettes(int[] members) {
    double[] silhouettes = new double[members.length];
    if (far.length == 0 || members.length < 2) {
      return silhouettes;
    }
    double[] others = new double[members.length - 1];
    for (int i = 0; i < members.length; i++) {
      int count = 0;
      for (int member : members) {
        if (member != members[i]) {
          others[count++] = distances.of(members[i], member);
        }
      }
      silhouettes[i] = silhouette(MEDIAN.evaluate(others), far[members[i]]);
    }
    return silhouettes;
  }

  /**
   * Returns the members that are of a kind; all where nothing can be compared. At the border of a
   * cluster lie regions that are hardly nearer to the others than to random places.
   *
   * @param silhouettes of the members
   */
  int[] kind(int[] members, double[] silhouettes) {
    if (far.length == 0 || members.length < 2) {
      return members;
    }
    return IntStream.range(0, members.length)
        .filter(i -> silhouettes[i] >= BORDER)
        .map(i -> members[i])
        .toArray();
  }

  /**
   * Returns the silhouette of found regions against their nearest neighbours, -1 to 1: as
   * tightness, with the mean distances to the nearest five of the cluster and to the nearest five
   * others. A piece of a surrounding has more of the same next to it.
   *
   * @param inside whether a region, found or random, is in the cluster
   */
  double separation(boolean[] inside) {
    double sum = 0;
    int members = 0;
    for (int i = 0; i < found; i++) {
      if (inside[i]) {
        sum += silhouette(nearest(i, inside, true), nearest(i, inside, false));
        members++;
      }
    }
    return members == 0 ? 0 : sum / members;
  }

  private double nearest(int of, boolean[] inside, boolean side) {
    Nearest nearest = new Nearest();
    for (int k = 0; k < inside.length; k++) {
      if (inside[k] == side && k != of) {
        nearest.offer(k, distances.of(of, k));
      }
    }
    return nearest.mean();
  }

  private static double silhouette(double inside, double outside) {
    double larger = Math.max(inside, outside);
    return larger == 0 ? 0 : (outside - inside) / larger;
  }

  /**
   * Returns the part of a cluster that random places do not explain, 0 to 1.
   *
   * @param members found regions in it
   * @param chance random regions in it
   */
  double beyondChance(int members, int chance) {
    int random = distances.count() - found;
    return random == 0 ? 1 : Math.max(0, 1 - chance * ((double) found / random) / members);
  }
}
