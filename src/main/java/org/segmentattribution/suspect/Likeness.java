package org.segmentattribution.suspect;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Compares clusters with random places.
 *
 * @param own points of found regions
 * @param random points of regions of the same shapes at random places
 * @param labels cluster of each found region, or noise
 * @param nearest for each random region, the cluster of the found region that is closest to it
 */
record Likeness(double[][] own, double[][] random, int[] labels, int[] nearest) {
  static Likeness of(double[][] own, double[][] random, int[] labels) {
    int[] nearest = new int[random.length];
    for (int i = 0; i < random.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < own.length; k++) {
        double distance = Distance.of(random[i], own[k]);
        if (distance < least) {
          least = distance;
          nearest[i] = labels[k];
        }
      }
    }
    return new Likeness(own, random, labels, nearest);
  }

  /**
   * Returns the silhouette of a cluster against random places (Rousseeuw 1987), 0 to 1: the mean of
   * (b - a) / max(a, b), where a and b are the median distances of a region to the others of the
   * cluster and to random regions.
   */
  double tightness(int[] members) {
    if (random.length == 0 || members.length < 2) {
      return 0;
    }
    double sum = 0;
    for (int i : members) {
      double inside =
          median(
              Arrays.stream(members)
                  .filter(k -> k != i)
                  .mapToDouble(k -> Distance.of(own[i], own[k])));
      double outside = median(Arrays.stream(random).mapToDouble(at -> Distance.of(own[i], at)));
      double larger = Math.max(inside, outside);
      sum += larger == 0 ? 0 : (outside - inside) / larger;
    }
    return Math.max(0, sum / members.length);
  }

  /** Returns the part of a cluster that random places do not explain, 0 to 1. */
  double beyondChance(int[] members) {
    if (random.length == 0) {
      return 1;
    }
    int label = labels[members[0]];
    long chance = Arrays.stream(nearest).filter(near -> near == label).count();
    return Math.max(0, 1 - chance * ((double) own.length / random.length) / members.length);
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
