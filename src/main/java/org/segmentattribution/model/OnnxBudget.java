package org.segmentattribution.model;

import java.util.Arrays;

/**
 * How many values a file's constants may become. A few bytes can ask for any number of them, and
 * the same ones for every node.
 */
final class OnnxBudget {
  private static final long MADE = 1L << 25;
  private static final long KEPT = 1L << 28;
  private static final int TIMES = 16;

  private final String file;
  private final long most;
  private long room;
  private long weights;

  OnnxBudget(OnnxFile source) {
    file = source.file().toString();
    long held =
        source.constants().values().stream()
            .mapToLong(t -> Sizes.elements(t.getDimsList().stream().mapToLong(d -> d).toArray()))
            .map(n -> Math.min(n, Integer.MAX_VALUE))
            .sum();
    most = MADE + TIMES * held;
    room = most;
    weights = KEPT + TIMES * held;
  }

  /** Number of values of a constant that a node is about to make. */
  int room(OnnxNode node, long... dims) {
    if (Arrays.stream(dims).anyMatch(size -> size < 0)) {
      throw node.refuse("makes a constant of sizes " + Arrays.toString(dims));
    }
    long size = Sizes.elements(dims);
    if (size > room || size > Integer.MAX_VALUE - 8) {
      String all = most + " are the most for all constants of this file";
      throw node.refuse("makes a constant of " + Arrays.toString(dims) + " values; " + all);
    }
    // no values cost something too
    room -= Math.max(1, size);
    return (int) size;
  }

  /** Counts weights that stay as long as the network. */
  void keep(long count) {
    weights -= count;
    if (weights < 0) {
      throw new IllegalArgumentException(
          Quoted.line(file + ": its constants become too many weights; is one used very often?"));
    }
  }
}
