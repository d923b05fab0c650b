package org.segmentattribution.segmentation.masks;

import java.util.Arrays;

/**
 * Finds regions of one value in a plane: pixels that are side by side or above each other. The
 * array is a forest: a root holds the size of its region, negative, and other pixels hold where
 * they belong.
 */
final class Regions {
  private final int[] parent;

  private Regions(int pixels) {
    parent = new int[pixels];
    Arrays.fill(parent, -1);
  }

  static Regions of(int[] plane, int width) {
    Regions regions = new Regions(plane.length);
    for (int at = 0; at < plane.length; at++) {
      if (at % width > 0 && plane[at - 1] == plane[at]) {
        regions.join(at - 1, at);
      }
      if (at >= width && plane[at - width] == plane[at]) {
        regions.join(at - width, at);
      }
    }
    return regions;
  }

  private int root(int at) {
    int root = at;
    while (parent[root] >= 0) {
      root = parent[root];
    }
    for (int i = at; i != root; ) {
      int next = parent[i];
      parent[i] = root;
      i = next;
    }
    return root;
  }

  private void join(int a, int b) {
    int first = root(a);
    int second = root(b);
    if (first != second) {
      int large = parent[first] <= parent[second] ? first : second;
      int small = first + second - large;
      parent[large] += parent[small];
      parent[small] = large;
    }
  }

  /** Returns the size of the region whose root is this pixel; 0 for other pixels. */
  int size(int at) {
    return parent[at] < 0 ? -parent[at] : 0;
  }
}
