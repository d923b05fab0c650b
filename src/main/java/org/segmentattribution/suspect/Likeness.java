package org.segmentattribution.suspect;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Compares clusters of found regions with random places.
 *
 * @param own points of found regions
 * @param far for each of them, the median distance to random regions; empty without random regions
 * @param random number of random regions
 */
record Likeness(double[][] own, double[] far, int random) {
  private static final double BORDER = 0.2;

  /**
   * Measures distances.
   *
   * @param points of found regions, then of random ones
   * @param found number of found regions
   */
  static Likeness of(double[][] points, int found) {
    double[][] own = Arrays.copyOf(points, found);
    double[][] random = Arrays.copyOfRange(points, found, points.length);
    double[] far = new double[random.length == 0 ? 0 : found];
    for (int i = 0; i < far.length; i++) {
      double[] from = own[i];
      far[i] = median(Arrays.stream(random).mapToDouble(at -> Distance.of(from, at)));
    }
    return new Likeness(own, far, random.length);
  }

  /**
   * Returns the silhouette of a cluster against random places (Rousseeuw 1987), 0 to 1: the mean of
   * (b - a) / max(a, b), where a and b are the median distances of a region to the others of the
   * cluster and to random regions.
   */
  double tightness(int[] members) {
    if (far.length == 0 || members.length < 2) {
      return 0;
    }
    double sum = 0;
    for (int i : members) {
      sum += silhouette(i, members);
    }
    return Math.max(0, sum / members.length);
  }

  /**
   * Returns the members of a cluster that are of its kind; all where nothing can be compared. At
   * its border lie regions that are hardly nearer to the others than to random places.
   */
  int[] kind(int[] members) {
    return far.length == 0 || members.length < 2
        ? members
        : Arrays.stream(members).filter(i -> silhouette(i, members) >= BORDER).toArray();
  }

  private double silhouette(int i, int[] members) {
    double inside =
        median(
            Arrays.stream(members)
                .filter(k -> k != i)
                .mapToDouble(k -> Distance.of(own[i], own[k])));
    double larger = Math.max(inside, far[i]);
    return larger == 0 ? 0 : (far[i] - inside) / larger;
  }

  /**
   * Returns the part of a cluster that random places do not explain, 0 to 1.
   *
   * @param members found regions in it
   * @param chance random regions in it
   */
  double beyondChance(int members, int chance) {
    return random == 0 ? 1 : Math.max(0, 1 - chance * ((double) own.length / random) / members);
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
