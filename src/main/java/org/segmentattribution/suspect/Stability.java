package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Clusters of each half of the images alone.
 *
 * @param found number of found regions, which come first; random ones follow
 * @param second for each region, whether its image is in the second half
 * @param labels for each region, the number of its cluster within its half
 */
record Stability(int found, boolean[] second, int[] labels) {
  /** Returns for each region whether its image is in the second half, which the seed chooses. */
  static boolean[] second(List<StrongRegion> regions, long seed) {
    List<String> ids =
        new ArrayList<>(regions.stream().map(StrongRegion::image).distinct().sorted().toList());
    Collections.shuffle(ids, new Random(seed));
    Set<String> half = new HashSet<>(ids.subList(0, ids.size() / 2));
    boolean[] second = new boolean[regions.size()];
    for (int i = 0; i < second.length; i++) {
      second[i] = half.contains(regions.get(i).image());
    }
    return second;
  }

  /** Clusters both halves. */
  static Stability of(double[][] points, int found, boolean[] second, LikeClusters clusters) {
    int[] labels = new int[points.length];
    for (boolean side : new boolean[] {false, true}) {
      int[] in = IntStream.range(0, points.length).filter(i -> second[i] == side).toArray();
      int[] of = clusters.of(Arrays.stream(in).mapToObj(i -> points[i]).toArray(double[][]::new));
      for (int i = 0; i < in.length; i++) {
        labels[in[i]] = of[i];
      }
    }
    return new Stability(found, second, labels);
  }

  /**
   * Returns the mean over both halves of the overlap (Jaccard) of some found regions with the
   * cluster of the half that fits them best.
   */
  double of(int[] members) {
    return (in(false, members) + in(true, members)) / 2;
  }

  private double in(boolean side, int[] members) {
    int own = 0;
    Map<Integer, Integer> both = new TreeMap<>();
    for (int i : members) {
      if (second[i] == side) {
        own++;
        both.merge(labels[i], 1, Integer::sum);
      }
    }
    double best = 0;
    for (Map.Entry<Integer, Integer> of : both.entrySet()) {
      long size =
          IntStream.range(0, found)
              .filter(i -> second[i] == side && labels[i] == of.getKey())
              .count();
      best = Math.max(best, of.getValue() / (double) (own + size - of.getValue()));
    }
    return best;
  }
}
