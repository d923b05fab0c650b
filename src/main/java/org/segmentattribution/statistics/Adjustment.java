package org.segmentattribution.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** p-values of several tests, adjusted for their number; the order stays. */
public final class Adjustment {
  private Adjustment() {}

  /** Holm's step-down procedure (1979): the family-wise error rate. */
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

  /** Benjamini's and Hochberg's step-up procedure (1995): the false discovery rate. */
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
