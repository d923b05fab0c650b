package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tree of clusters: each point is a cluster, and the two are joined whose union adds least to the
 * sum of squared distances to centres (Ward 1963), by chains of nearest neighbours (Murtagh 1983).
 * Nothing says how many clusters there are: every node is one.
 *
 * @param order the points, so that each node is a piece of them
 * @param nodes pieces of the order, of two points and more
 */
record WardTree(int[] order, List<Node> nodes) {
  /**
   * A cluster.
   *
   * @param from its first place in the order
   * @param to the place behind its last one
   */
  record Node(int from, int to) {
    int size() {
      return to - from;
    }
  }

  /** Builds the tree of points. */
  static WardTree of(Distances distances) {
    return new Builder(distances).build();
  }

  /** Returns the points of a node, sorted. */
  int[] members(Node node) {
    int[] members = Arrays.copyOfRange(order, node.from, node.to);
    Arrays.sort(members);
    return members;
  }

  /** Joins clusters; a cluster has the number of its first point until it is joined. */
  private static final class Builder {
    private final int count;
    private final float[][] costs;
    private final int[] sizes;
    private final int[] next;
    private final int[] last;
    private final List<int[]> joins = new ArrayList<>();

    Builder(Distances distances) {
      count = distances.count();
      costs = new float[count][];
      sizes = new int[count];
      next = new int[count];
      last = new int[count];
      for (int i = 0; i < count; i++) {
        costs[i] = new float[i];
        sizes[i] = 1;
        next[i] = -1;
        last[i] = i;
        for (int k = 0; k < i; k++) {
          costs[i][k] = distances.of(i, k) * distances.of(i, k);
        }
      }
    }

    WardTree build() {
      int[] chain = new int[count];
      int length = 0;
      int left = count;
      int start = 0;
      while (left > 1) {
        if (length == 0) {
          while (sizes[start] == 0) {
            start++;
          }
          chain[length++] = start;
        }
        int top = chain[length - 1];
        int nearest = nearest(top, length > 1 ? chain[length - 2] : -1);
        if (length > 1 && nearest == chain[length - 2]) {
          join(Math.min(top, nearest), Math.max(top, nearest));
          length -= 2;
          left--;
        } else {
          chain[length++] = nearest;
        }
      }
      return placed();
    }

    /** Returns the nearest cluster; the one before in the chain where others are as near. */
    private int nearest(int of, int before) {
      int best = before;
      float least = before < 0 ? Float.POSITIVE_INFINITY : cost(of, before);
      for (int k = 0; k < count; k++) {
        if (sizes[k] > 0 && k != of && (cost(of, k) < least || best < 0)) {
          least = cost(of, k);
          best = k;
        }
      }
      return best;
    }

    /** Joins a cluster into one with a smaller number (Lance and Williams 1967). */
    private void join(int into, int from) {
      float between = cost(into, from);
      for (int k = 0; k < count; k++) {
        if (sizes[k] > 0 && k != into && k != from) {
          double sum =
              (double) (sizes[k] + sizes[into]) * cost(k, into)
                  + (double) (sizes[k] + sizes[from]) * cost(k, from)
                  - (double) sizes[k] * between;
          costs[Math.max(k, into)][Math.min(k, into)] =
              (float) (sum / (sizes[k] + sizes[into] + sizes[from]));
        }
      }
      sizes[into] += sizes[from];
      sizes[from] = 0;
      next[last[into]] = from;
      last[into] = last[from];
      joins.add(new int[] {into, sizes[into]});
    }

    private float cost(int i, int k) {
      return i > k ? costs[i][k] : costs[k][i];
    }

    /** A cluster is the piece that begins with its first point, since others are put behind it. */
    private WardTree placed() {
      int[] order = new int[count];
      int[] place = new int[count];
      int at = 0;
      for (int i = count == 0 ? -1 : 0; i >= 0; i = next[i]) {
        order[at] = i;
        place[i] = at++;
      }
      List<Node> nodes =
          joins.stream().map(of -> new Node(place[of[0]], place[of[0]] + of[1])).toList();
      return new WardTree(order, nodes);
    }
  }
}
