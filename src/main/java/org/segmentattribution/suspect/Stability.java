package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Trees of halves of the images, in which clusters are looked for again.
 *
 * @param halves a tree a half, of each division two
 */
record Stability(List<Half> halves) {
  /** Divisions of the images in halves. */
  private static final int DIVISIONS = 3;

  /**
   * A half of the images.
   *
   * @param tree of its regions
   * @param points the number of each of its regions among all, in the order of the tree
   */
  private record Half(WardTree tree, int[] points) {
    /** Returns the best overlap (Jaccard) of some regions with a node, by found regions alone. */
    double best(boolean[] member, int found) {
      int[] own = new int[points.length + 1];
      int[] all = new int[points.length + 1];
      for (int i = 0; i < points.length; i++) {
        own[i + 1] = own[i] + (points[i] < found && member[points[i]] ? 1 : 0);
        all[i + 1] = all[i] + (points[i] < found ? 1 : 0);
      }
      int wanted = own[points.length];
      double best = 0;
      for (WardTree.Node node : tree.nodes()) {
        int both = own[node.to()] - own[node.from()];
        int either = wanted + all[node.to()] - all[node.from()] - both;
        best = either == 0 ? best : Math.max(best, (double) both / either);
      }
      return best;
    }
  }

  /**
   * Divides the images at random, and builds the trees.
   *
   * @param images the image of each region
   * @param distances of all regions
   */
  static Stability of(List<String> images, Distances distances, long seed) {
    List<Half> halves = new ArrayList<>();
    for (int i = 0; i < DIVISIONS; i++) {
      List<String> ids = new ArrayList<>(images.stream().distinct().sorted().toList());
      Collections.shuffle(ids, new Random(seed + i));
      Set<String> second = new HashSet<>(ids.subList(0, ids.size() / 2));
      for (boolean side : new boolean[] {false, true}) {
        int[] in =
            IntStream.range(0, images.size())
                .filter(k -> second.contains(images.get(k)) == side)
                .toArray();
        WardTree tree = WardTree.of(distances.among(in));
        int[] points = IntStream.of(tree.order()).map(at -> in[at]).toArray();
        halves.add(new Half(tree, points));
      }
    }
    return new Stability(halves);
  }

  /**
   * Returns how well the halves find some found regions again: the mean of the best overlaps
   * (Jaccard), 0 to 1.
   *
   * @param member whether a region is one of them
   * @param found number of found regions, which come first
   */
  double of(boolean[] member, int found) {
    return halves.stream().mapToDouble(half -> half.best(member, found)).average().orElse(0);
  }
}
