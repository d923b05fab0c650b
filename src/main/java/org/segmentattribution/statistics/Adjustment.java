package org.segmentattribution.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of several tests for their number; results are in the order of the input.
 */
public final class Adjustment {
  private Adjustment() {}

  /** Applies Holm's step-down procedure (1979), which controls the family-wise error rate. */
  public static double[] holm(double... p) {
    int[] order = order(p);
    double[] adjusted = new double[p.length];
    double most = 0;
    for (int t = 0; t < p.length; t++) {
      most = Math.max(most, Math.min(1, (p.length - t) * p[order[t]]));
      adjusted[order[t]] = most;
    }
    return adjusted;
  }

  /**
   * Applies Benjamini and Hochberg's step-up procedure (1995), which controls the false discovery
   * rate.
   */
  public static double[] benjaminiHochberg(double... p) {
    int[] order = order(p);
    double[] adjusted = new double[p.length];
    double least = 1;
    for (int t = p.length - 1; t >= 0; t--) {
      least = Math.min(least, p[order[t]] * p.length / (t + 1));
      adjusted[order[t]] = least;
    }
    return adjusted;
  }

  private static int[] order(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
